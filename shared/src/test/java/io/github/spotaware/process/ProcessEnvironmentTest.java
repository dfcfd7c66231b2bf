package io.github.spotaware.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
  @Test
  void hasDefaultsForAll() {
    assertThat(ProcessEnvironment.of(Map.of(), "webhook"))
        .isEqualTo(
            new ProcessEnvironment(
                "webhook", "0.0.0.0", 8080, "/etc/spot-aware-webhook/tls", List.of()));
  }

  @Test
  void readsTheNamesOfTheServer() {
    Map<String, String> environment = Map.of("TLS_SERVER_NAMES", " w-0.ours.svc, w.ours.svc,");
    assertThat(ProcessEnvironment.of(environment, "webhook").tlsServerNames())
        .containsExactly("w-0.ours.svc", "w.ours.svc");
  }

  @Test
  void saysWhichPortsAreAllowed() {
    assertThatThrownBy(() -> ProcessEnvironment.of(Map.of("MANAGEMENT_PORT", "http"), "webhook"))
        .hasMessage("MANAGEMENT_PORT: \"http\" is not allowed; allowed: a port from 0 to 65535");
  }
}
