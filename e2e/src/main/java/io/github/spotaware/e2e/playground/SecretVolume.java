package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that holds the values of a Secret as a kubelet mounts it: each file is a symbolic link
 * into {@code ..data}, which is one to a folder with all the values. A change swaps {@code ..data},
 * so that no reader sees the values of two versions side by side.
 */
final class SecretVolume {

  private static final String DATA = "..data";

  private final Path folder;
  private Map<String, String> content = Map.of();

  /** In this folder, which is made with the first content. */
  SecretVolume(Path folder) {
    this.folder = folder;
  }

  /** Holds exactly these values from now on. */
  synchronized void hold(Map<String, String> values) {
    if (values.equals(content)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path version = Files.createTempDirectory(folder, "..version-");
      for (Map.Entry<String, String> value : values.entrySet()) {
        Files.writeString(version.resolve(value.getKey()), value.getValue());
      }
      Path before = folder.resolve(DATA);
      Path old = Files.exists(before) ? before.toRealPath() : null;
      Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), version.getFileName());
      Files.move(link, before, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      for (String name : values.keySet()) {
        if (!Files.exists(folder.resolve(name))) {
          Files.createSymbolicLink(folder.resolve(name), Path.of(DATA, name));
        }
      }
      if (old != null) {
        delete(old);
      }
      content = new TreeMap<>(values);
    } catch (IOException e) {
      throw new EnvironmentException("could not write the volume " + folder, e);
    }
  }

  private static void delete(Path version) throws IOException {
    try (Stream<Path> files = Files.list(version)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(version);
  }
}
