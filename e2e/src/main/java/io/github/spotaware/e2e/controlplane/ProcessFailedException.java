package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process ended or hung where it was needed; the message carries the tail of its log. */
public final class ProcessFailedException extends EnvironmentException {

  private static final int TAIL_LINES = 30;

  /**
   * Reads the tail of its log.
   *
   * @param what completes a sentence that starts with the process' name
   */
  public ProcessFailedException(String what, ProcessStatus status) {
    super(message(what, status));
  }

  private static String message(String what, ProcessStatus status) {
    StringBuilder text = new StringBuilder(status.name()).append(' ').append(what);
    status.exitCode().ifPresent(code -> text.append(", exit code ").append(code));
    text.append("; the end of ").append(status.log()).append(":\n");
    for (String line : tail(status.log())) {
      text.append("    ").append(line).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static List<String> tail(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(no log: " + e.getMessage() + ")");
    }
  }
}
