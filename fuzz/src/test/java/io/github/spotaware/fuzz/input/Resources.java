package io.github.spotaware.fuzz.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The recorded files that inputs are made from. */
public final class Resources {
  private Resources() {}

  /** All files of a folder on the class path, by their names. */
  public static SortedMap<String, String> texts(String folder) {
    URL url = Objects.requireNonNull(Resources.class.getResource("/" + folder), folder);
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }
}
