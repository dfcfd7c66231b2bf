package io.github.spotaware.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.junit.E2E;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the processes take of the machine. */
@E2E
final class FootprintE2E {

  private static final double MIB = 1024 * 1024;

  @Test
  void eachProcessRunsWithASmallHeap(Scenario scenario) throws IOException {
    List<String> resident = new ArrayList<>();
    for (String process : List.of("webhook-0", "webhook-1", "scaler")) {
      long pid = scenario.playground().pid(process).orElseThrow();
      String commandLine = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      assertThat(commandLine.split("\0")).as(process).contains("-Xmx96m", "-XX:+UseSerialGC");
      resident.add(
          "%s %.0f MiB"
              .formatted(
                  process, scenario.playground().residentBytes(process).orElseThrow() / MIB));
    }
    System.out.println("resident: " + String.join(", ", resident));
  }
}
