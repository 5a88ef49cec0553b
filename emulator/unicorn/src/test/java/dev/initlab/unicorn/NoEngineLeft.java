package dev.initlab.unicorn;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/** After each test all engines are closed. */
final class NoEngineLeft implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(Engine.openEngines()).isZero();
    }
}
