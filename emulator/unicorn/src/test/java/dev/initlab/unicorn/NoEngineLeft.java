package dev.initlab.unicorn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After each test all engines are closed. */
final class NoEngineLeft implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(Engine.openEngines()).isZero();
    }
}
