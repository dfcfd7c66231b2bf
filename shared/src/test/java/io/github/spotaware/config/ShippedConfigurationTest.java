package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The ConfigMap that users install says what the code does without it, and no key of it is
 * mistyped.
 */
class ShippedConfigurationTest {
  private static final Path MANIFEST = Path.of("..", "k8s-manifests", "spot-scaler-config.yaml");

  @Test
  void isTheDefaults() throws IOException {
    assertThat(ConfigurationParser.parse(shippedData()))
        .isEqualTo(new ParsedConfiguration.Valid(Configuration.defaults(), List.of()));
  }

  private static Map<String, String> shippedData() throws IOException {
    List<Object> documents = new KubernetesSerialization().unmarshal(Files.readString(MANIFEST));
    return documents.stream()
        .filter(ConfigMap.class::isInstance)
        .map(ConfigMap.class::cast)
        .findFirst()
        .orElseThrow()
        .getData();
  }
}
