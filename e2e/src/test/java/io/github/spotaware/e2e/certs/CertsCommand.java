package io.github.spotaware.e2e.certs;

import io.github.spotaware.certs.Certs;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--kubeconfig=" + scenario.playground().kubeconfig());
    all.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Certs.run(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    System.out.printf(
        "$ certs-scripts/%s %s%n%s%s(exit code %d)%n",
        command, String.join(" ", arguments), out, err, exitCode);
    return new CertsCommand(exitCode, out.toString(), err.toString());
  }
}
