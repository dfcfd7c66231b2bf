package io.github.spotaware.e2e.race;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.junit.Scenario;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A webhook's gauge of the evictions that it holds.
 *
 * @param metrics where it is shown
 */
record OpenHolds(URI metrics) {

  private static final String GAUGE = "spot_aware_open_holds ";
  private static final int PORT = 8080;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** That of one process. */
  static OpenHolds of(Scenario scenario, String process) {
    String address = scenario.playground().address(process).orElseThrow();
    return new OpenHolds(URI.create("http://" + address + ":" + PORT + "/metrics"));
  }

  /** What it shows now. */
  int now() {
    try {
      String text =
          HTTP.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      return text.lines()
          .filter(line -> line.startsWith(GAUGE))
          .map(line -> (int) Double.parseDouble(line.substring(GAUGE.length())))
          .findFirst()
          .orElseThrow(() -> new EnvironmentException("no " + GAUGE + "in " + text));
    } catch (IOException e) {
      throw new EnvironmentException("no metrics at " + metrics, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while reading " + metrics, e);
    }
  }
}
