#!/usr/bin/env python3
"""Records what a real Linux does with random file operations.

Run as root with a directory on a tmpfs, a number of scripts and a seed; the output goes to
linux-vfs.txt, which LinuxVfsTest replays. One line an operation: arguments, a tab, the result. A
script begins with a line of dashes in an empty tree with umask 0 and the root as working directory.
"""
import errno
import os
import random
import shutil
import stat
import sys

FLAGS = [('RDONLY', 0), ('WRONLY', 1), ('RDWR', 2)]
EXTRA = ['CREAT', 'EXCL', 'TRUNC', 'APPEND', 'DIRECTORY', 'NOFOLLOW', 'PATH']


def path(rnd):
    if rnd.random() < 0.01:
        return rnd.choice(['', '/', 'x' * 255, 'x' * 256, 'a/' + 'y' * 300, '/' * 50, './' * 2047, './' * 2048])
    parts = [rnd.choice('aabbc') if rnd.random() < 0.88 else rnd.choice(['.', '..', ''])
             for _ in range(rnd.choice([1, 1, 1, 2, 2, 3]))]
    text = '/'.join(parts) or '.'
    if rnd.random() < 0.5:
        text = '/' + text
    if rnd.random() < 0.12:
        text += '/' * rnd.choice([1, 1, 2])
    return text


def operation(rnd):
    name = rnd.choices(
        ['mkdir', 'rmdir', 'unlink', 'symlink', 'link', 'rename', 'open', 'stat', 'lstat', 'readlink', 'chdir',
         'write', 'read', 'truncate', 'list', 'mkfifo', 'getcwd', 'access'],
        [10, 4, 4, 9, 6, 9, 12, 6, 6, 3, 3, 8, 4, 2, 4, 2, 2, 1])[0]
    if name in ('symlink', 'link', 'rename'):
        return [name, path(rnd), path(rnd)]
    if name == 'open':
        flags = [rnd.choice(FLAGS)[0]] + [f for f in EXTRA if rnd.random() < (0.5 if f == 'CREAT' else 0.2)]
        if 'CREAT' in flags and 'DIRECTORY' in flags:
            flags.remove('DIRECTORY')
        return [name, path(rnd), '|'.join(flags)]
    if name == 'write':
        return [name, path(rnd), str(rnd.randrange(10))]
    if name == 'truncate':
        return [name, path(rnd), str(rnd.choice([0, 3, 5000]))]
    if name == 'access':
        return [name, path(rnd), str(rnd.randrange(8))]
    return [name] if name == 'getcwd' else [name, path(rnd)]


def show(st):
    kind = stat.S_IFMT(st.st_mode) >> 12
    size = '-' if stat.S_ISDIR(st.st_mode) else st.st_size
    return '%o %o %d %s' % (kind, st.st_mode & 0o7777, st.st_nlink, size)


def numeric(flags):
    return sum(getattr(os, 'O_' + f) for f in flags.split('|'))


def run(op):
    name, *args = op
    if name == 'mkdir':
        os.mkdir(args[0], 0o755)
    elif name == 'mkfifo':
        os.mkfifo(args[0], 0o644)
    elif name in ('rmdir', 'unlink', 'symlink', 'rename', 'chdir'):
        getattr(os, name)(*args)
    elif name == 'link':
        os.link(*args, follow_symlinks=False)
    elif name == 'open':
        os.close(os.open(args[0], numeric(args[1]) | os.O_NONBLOCK, 0o640))
    elif name in ('stat', 'lstat'):
        return show(getattr(os, name)(args[0]))
    elif name in ('readlink', 'getcwd'):
        return getattr(os, name)(*args)
    elif name == 'write':
        fd = os.open(args[0], os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NONBLOCK, 0o600)
        try:
            os.write(fd, args[1].encode())
        finally:
            os.close(fd)
    elif name == 'read':
        fd = os.open(args[0], os.O_RDONLY | os.O_NONBLOCK)
        try:
            return os.read(fd, 100).decode().replace('\0', '0')
        finally:
            os.close(fd)
    elif name == 'truncate':
        os.truncate(args[0], int(args[1]))
    elif name == 'list':
        return ','.join(sorted(os.listdir(args[0])))
    elif name == 'access':
        fd = os.open(args[0], os.O_PATH)
        os.close(fd)
        return str(os.access(args[0], int(args[1])))
    return ''


def script(directory, seed, length):
    shutil.rmtree(directory, ignore_errors=True)
    os.makedirs(directory)
    out_read, out_write = os.pipe()
    if os.fork() == 0:
        os.close(out_read)
        os.chroot(directory)
        os.chdir('/')
        os.umask(0)
        rnd = random.Random(seed)
        with os.fdopen(out_write, 'w') as out:
            for _ in range(length):
                op = operation(rnd)
                try:
                    result = ('ok ' + run(op)).rstrip()
                except OSError as e:
                    result = errno.errorcode[e.errno]
                out.write(' '.join(a or "''" for a in op) + '\t' + result + '\n')
        os._exit(0)
    os.close(out_write)
    with os.fdopen(out_read) as lines:
        text = lines.read()
    os.wait()
    return text


def main():
    directory, scripts, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    for i in range(scripts):
        print('-----')
        sys.stdout.write(script(directory, seed + i, 120))
    shutil.rmtree(directory, ignore_errors=True)


main()
