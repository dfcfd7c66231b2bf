package io.github.spotaware.e2e.certs;

import io.github.spotaware.certs.Certs;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of one of the scripts in {@code certs-scripts}, by the class that they start.
 *
 * @param exitCode 0 when all is well
 * @param stdout what it answered
 * @param stderr what it complained about
 */
record CertsCommand(int exitCode, String stdout, String stderr) {

  /** Runs it on the playground, with all rights. */
  static CertsCommand run(Scenario scenario, String command, String... arguments) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    return runAs(scenario.playground().kubeconfig(), words);
  }

  /** Starts it as a process of its own, to be killed. */
  static Process start(Scenario scenario, Path log, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Certs.class.getName()));
    command.addAll(List.of(words));
    command.add("--kubeconfig=" + scenario.playground().kubeconfig());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Runs it with the rights of this kubeconfig. */
  static CertsCommand runAs(Path kubeconfig, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.add("--kubeconfig=" + kubeconfig);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Certs.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    System.out.printf(
        "$ certs-scripts/%s%n%s%s(exit code %d)%n", String.join(" ", words), out, err, exitCode);
    return new CertsCommand(exitCode, out.toString(), err.toString());
  }
}
