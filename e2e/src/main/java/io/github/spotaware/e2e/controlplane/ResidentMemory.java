package io.github.spotaware.e2e.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The memory that a process has in RAM, as Linux counts it.
 *
 * @param all VmRSS, in bytes; what is mapped from files is shared with who maps the same
 * @param anonymous RssAnon, in bytes: its own alone
 */
public record ResidentMemory(long all, long anonymous) {

  /** Of the process with this pid, where there is one and this is Linux. */
  public static Optional<ResidentMemory> of(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      List<String> lines = Files.readAllLines(status);
      return bytes(lines, "VmRSS:")
          .flatMap(all -> bytes(lines, "RssAnon:").map(own -> new ResidentMemory(all, own)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<Long> bytes(List<String> lines, String field) {
    return lines.stream()
        .filter(line -> line.startsWith(field))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst();
  }
}
