package io.github.spotaware.e2e.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.spotaware.e2e.controlplane.Await;
import io.github.spotaware.e2e.controlplane.Deadline;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The log of a process of the project, one JSON object a line, from a moment on. Lines that are no
 * JSON are passed over.
 */
public final class ProcessLog {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BOUND = Duration.ofSeconds(15);

  private final Path file;
  private final int from;

  private ProcessLog(Path file, int from) {
    this.file = file;
    this.from = from;
  }

  /** Only what is written from now on. */
  public static ProcessLog fromNow(Path file) {
    return new ProcessLog(file, read(file).size());
  }

  /** Level, message and the pairs beside it, each as one line for people. */
  public List<String> lines() {
    List<String> all = read(file);
    return all.subList(Math.min(from, all.size()), all.size()).stream()
        .flatMap(ProcessLog::line)
        .toList();
  }

  /** The first line that holds, once there is one. */
  public String await(String what, Predicate<String> condition) {
    Await.until(
        "a log line in " + file.getFileName() + ": " + what,
        Deadline.after(BOUND),
        () -> lines().stream().anyMatch(condition));
    return lines().stream().filter(condition).findFirst().orElseThrow();
  }

  private static Stream<String> line(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      StringBuilder line = new StringBuilder(json.path("level").asText());
      line.append(' ').append(json.path("formattedMessage").asText());
      StreamSupport.stream(json.path("kvpList").spliterator(), false)
          .flatMap(pair -> pair.properties().stream())
          .forEach(pair ->
              line.append(' ').append(pair.getKey()).append('=').append(pair.getValue().asText()));
      return Stream.of(line.toString());
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new EnvironmentException("could not read " + file, e);
    }
  }
}
