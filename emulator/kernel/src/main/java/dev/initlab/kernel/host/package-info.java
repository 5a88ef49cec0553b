/** What a boot takes from the host: files a user names, and the images that come with the program. */
@NullMarked
package dev.initlab.kernel.host;

import org.jspecify.annotations.NullMarked;
