package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.KubeBinaries;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.manifests.Grants.Grant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs after all end-to-end tests, on the audit logs that they left: what the two ServiceAccounts
 * may do is what they did, no less and no more.
 */
final class UsedGrantsCheck {
  private static final Set<String> ACCOUNTS = Set.of("spot-aware-webhook", "spot-aware-scaler");
  private static final Path LOGS = Path.of("target/e2e");

  /** Folders that begin so: there the roles are taken away while the processes still run. */
  private static final List<String> UNINSTALLED = List.of("uninstall", "install-");

  /** What earlier builds left does not count. */
  private static final Instant BUILD_STARTED = Instant.parse(System.getProperty("e2e.started"));

  @Test
  void whatIsGrantedIsWhatIsUsed() throws IOException {
    Set<Grant> granted = Grants.granted(rendered());
    Map<Grant, Long> used = new TreeMap<>();
    Map<Grant, String> refused = new TreeMap<>();
    int logs = 0;
    try (Stream<Path> files = Files.walk(LOGS)) {
      for (Path log : files.filter(file -> file.endsWith("logs/audit.log")).sorted().toList()) {
        String folder = LOGS.relativize(log).toString();
        if (UNINSTALLED.stream().anyMatch(folder::startsWith)
            || Files.getLastModifiedTime(log).toInstant().isBefore(BUILD_STARTED)) {
          continue;
        }
        logs++;
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
          lines
              .filter(line -> line.contains(Grants.USER_PREFIX))
              .forEach(line -> {
                List<Grant> uses =
                    Grants.used(line, granted).stream()
                        .filter(use -> ACCOUNTS.contains(use.account()))
                        .toList();
                if (Grants.isForbidden(line)) {
                  String words = line.substring(0, Math.min(400, line.length()));
                  uses.forEach(use -> refused.put(use, words));
                } else {
                  uses.forEach(use -> used.merge(use, 1L, Long::sum));
                }
              });
        }
      }
    }
    System.out.printf("%d audit logs; of the grants of spot-scaling:%n%s", logs, table(used));

    assertThat(logs).as("audit logs").isPositive();
    // An API server that has just started refuses for a moment what it has not read the roles of.
    refused.keySet().removeIf(used::containsKey);
    assertThat(refused).as("requests refused for want of a grant").isEmpty();
    assertThat(used.keySet()).as("used").isEqualTo(granted);
  }

  private static String rendered() throws IOException {
    Path root = ProjectRoot.find();
    Process kubectl =
        new ProcessBuilder(
                KubeBinaries.build(root).program("kubectl"),
                "kustomize",
                root.resolve("e2e/manifests").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String table(Map<Grant, Long> used) {
    Map<String, String> verbs = new TreeMap<>();
    used.forEach((use, times) ->
        verbs.merge(
            use.account() + " " + use.resource() + (use.inOurs() ? " in spot-scaling" : ""),
            use.verb() + " " + times,
            (some, more) -> some + ", " + more));
    return verbs.entrySet().stream()
        .map(entry -> "  %-75s %s%n".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining());
  }
}
