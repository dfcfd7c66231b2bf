package io.github.spotaware.e2e.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretVolumeTest {

  @TempDir private Path temporary = Path.of("");

  @Test
  void valuesAreLinksThatAreSwappedTogether() throws IOException {
    Path folder = temporary.resolve("volumes/tls");
    SecretVolume volume = new SecretVolume(folder);

    volume.hold(Map.of("tls.crt", "1", "tls.key", "a"));
    Path first = folder.resolve("..data").toRealPath();
    volume.hold(Map.of("tls.crt", "1", "tls.key", "a"));
    assertThat(folder.resolve("..data").toRealPath()).as("nothing has changed").isEqualTo(first);
    volume.hold(Map.of("tls.crt", "2", "tls.key", "b"));

    assertThat(folder.resolve("tls.crt")).isSymbolicLink().hasContent("2");
    assertThat(folder.resolve("tls.key")).isSymbolicLink().hasContent("b");
    assertThat(first).as("the old version").doesNotExist();
    assertThat(names(folder)).hasSize(4).contains("..data", "tls.crt", "tls.key");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
