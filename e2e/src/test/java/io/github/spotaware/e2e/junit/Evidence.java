package io.github.spotaware.e2e.junit;

import io.github.spotaware.e2e.observe.AuditEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What one wants to see of a test that failed, on standard error. */
final class Evidence {

  private static final int TAIL = 40;

  private Evidence() {}

  /** The ends of the processes' logs, and what the API server was asked about the namespace. */
  static void print(Scenario scenario, ExtensionContext context) {
    List<String> lines = new ArrayList<>();
    lines.add("---- " + context.getDisplayName() + " failed, in " + scenario.namespace());
    for (String process : SharedPlayground.PROCESSES) {
      lines.add("---- the end of the log of " + process);
      lines.addAll(tail(log(scenario, process)));
    }
    lines.add("---- the end of the audit log about " + scenario.namespace());
    lines.addAll(tail(audit(scenario)));
    System.err.println(String.join(System.lineSeparator(), lines));
  }

  private static List<String> audit(Scenario scenario) {
    return scenario.audit().where(event -> isAbout(scenario.namespace(), event)).summaries();
  }

  private static boolean isAbout(String namespace, AuditEvent event) {
    return event.namespace().equals(namespace)
        || event.name().startsWith("scale-down-" + namespace + ".");
  }

  private static List<String> log(Scenario scenario, String process) {
    try {
      return Files.readAllLines(scenario.playground().log(process));
    } catch (IOException e) {
      return List.of("(no log: " + e + ")");
    }
  }

  private static List<String> tail(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
  }
}
