package io.github.spotaware.e2e.observe;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a process of the project says of itself, in the text format of Prometheus.
 *
 * @param lines without comments
 */
public record MetricsPage(List<String> lines) {

  private static final int PORT = 8080;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Copies the lines. */
  public MetricsPage {
    lines = List.copyOf(lines);
  }

  /** As the process that listens on this address says it now. */
  public static MetricsPage of(String address) {
    URI uri = URI.create("http://" + address + ":" + PORT + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      String body =
          http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString())
              .body();
      return new MetricsPage(body.lines().filter(line -> !line.startsWith("#")).toList());
    } catch (IOException e) {
      throw new EnvironmentException("no metrics at " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while reading " + uri, e);
    }
  }

  /** The value of the one time series that begins so: a name, with labels where it has some. */
  public OptionalDouble value(String series) {
    return lines.stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst();
  }

  /** The lines of all time series of this name. */
  public List<String> all(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .toList();
  }
}
