package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.ProcessStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What {@code ./playground status} prints. */
final class StatusTable {

  private static final String ROW = "%-34s %-8s %8s %8s  %-16s %s";

  private StatusTable() {}

  static List<String> of(PlaygroundHandle playground) {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("PROCESS", "STATE", "PID", "RSS", "LISTENS ON", "LOG"));
    for (ProcessStatus status : playground.status()) {
      String state = status.phase().name().toLowerCase(Locale.ROOT);
      String exit = status.exitCode().isPresent() ? "(" + status.exitCode().getAsInt() + ")" : "";
      lines.add(
          ROW.formatted(
              status.name(),
              state + exit,
              text(status.pid(), ""),
              text(mebibytes(playground.residentBytes(status.name())), "Mi"),
              playground.address(status.name()).orElse("127.0.0.1"),
              status.log()));
    }
    lines.add("");
    lines.add("kubeconfig      " + playground.kubeconfig());
    lines.add("audit log       " + playground.auditLog());
    lines.add("supervisor pid  " + ProcessHandle.current().pid());
    return lines;
  }

  private static OptionalLong mebibytes(OptionalLong bytes) {
    return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() >> 20) : bytes;
  }

  private static String text(OptionalLong value, String unit) {
    return value.isPresent() ? value.getAsLong() + unit : "-";
  }
}
