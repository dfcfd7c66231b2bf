package io.github.spotaware.e2e.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the API server took for what it was asked, by its own histogram {@code
 * apiserver_request_duration_seconds}: from the arrival of a request to its answer, the wait for a
 * seat and for webhooks included.
 *
 * @param buckets for each kind of request, how many took no longer than so many seconds
 */
public record ApiServerMetrics(Map<Request, NavigableMap<Double, Long>> buckets) {

  /** A kind of request; watches are of verb WATCH. */
  public record Request(String verb, String resource, String subresource) {}

  private static final String HISTOGRAM = "apiserver_request_duration_seconds_bucket{";
  private static final String LONG_RUNNING = "apiserver_longrunning_requests{";
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  /** As it says now, since it was started. */
  public static ApiServerMetrics now(KubernetesClient client) {
    Map<Request, NavigableMap<Double, Long>> buckets = new HashMap<>();
    page(client)
        .lines()
        .filter(line -> line.startsWith(HISTOGRAM))
        .forEach(line -> {
          Map<String, String> labels = labels(line);
          String bound = labels.getOrDefault("le", "");
          buckets
              .computeIfAbsent(request(labels), _ -> new TreeMap<>())
              .merge(
                  bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
                  (long) value(line),
                  Long::sum);
        });
    return new ApiServerMetrics(buckets);
  }

  /** How many watches are open now, of whomever. */
  public static int openWatches(KubernetesClient client) {
    return page(client)
        .lines()
        .filter(line -> line.startsWith(LONG_RUNNING) && line.contains("verb=\"WATCH\""))
        .mapToInt(line -> (int) value(line))
        .sum();
  }

  /** What came since then. */
  public ApiServerMetrics since(ApiServerMetrics earlier) {
    Map<Request, NavigableMap<Double, Long>> difference = new HashMap<>();
    buckets.forEach((request, counts) -> {
      NavigableMap<Double, Long> before = earlier.buckets.getOrDefault(request, new TreeMap<>());
      NavigableMap<Double, Long> since = new TreeMap<>();
      counts.forEach((bound, count) -> since.put(bound, count - before.getOrDefault(bound, 0L)));
      difference.put(request, since);
    });
    return new ApiServerMetrics(difference);
  }

  /** Requests of these kinds alone. */
  public ApiServerMetrics of(Predicate<Request> kinds) {
    Map<Request, NavigableMap<Double, Long>> some = new HashMap<>(buckets);
    some.keySet().removeIf(kinds.negate());
    return new ApiServerMetrics(some);
  }

  /** How many requests there were. */
  public long count() {
    return sum().values().stream().reduce((_, last) -> last).orElse(0L);
  }

  /**
   * What so many of a hundred requests took at most, linear within a bucket, as Prometheus
   * estimates it. Zero where there were none; past the last bound, that bound.
   */
  public Duration percentile(int percent) {
    NavigableMap<Double, Long> sum = sum();
    double rank = count() * percent / 100.0;
    double bound = 0;
    long below = 0;
    for (Map.Entry<Double, Long> bucket : sum.entrySet()) {
      if (bucket.getValue() >= rank && rank > 0) {
        double upper = Double.isInfinite(bucket.getKey()) ? bound : bucket.getKey();
        double part = (rank - below) / Math.max(1, bucket.getValue() - below);
        return Duration.ofNanos((long) ((bound + (upper - bound) * part) * 1e9));
      }
      bound = bucket.getKey();
      below = bucket.getValue();
    }
    return Duration.ZERO;
  }

  private NavigableMap<Double, Long> sum() {
    NavigableMap<Double, Long> sum = new TreeMap<>();
    buckets.values().forEach(counts -> counts.forEach((b, n) -> sum.merge(b, n, Long::sum)));
    return sum;
  }

  private static String page(KubernetesClient client) {
    return Objects.requireNonNull(client.raw("/metrics"), "the API server has no metrics");
  }

  private static Request request(Map<String, String> labels) {
    return new Request(
        labels.getOrDefault("verb", ""),
        labels.getOrDefault("resource", ""),
        labels.getOrDefault("subresource", ""));
  }

  private static Map<String, String> labels(String line) {
    Map<String, String> labels = new HashMap<>();
    Matcher label = LABEL.matcher(line);
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
    }
    return labels;
  }

  private static double value(String line) {
    try {
      return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    } catch (NumberFormatException e) {
      throw new EnvironmentException("not a line of metrics: " + line, e);
    }
  }
}
