package io.github.spotaware.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What {@code bench cordon} comes to.
 *
 * @param samples those that were taken, in order
 * @param webhooksStopped whether only the scaler ran
 * @param bound how long each raise was waited for
 */
record CordonResult(List<CordonSample> samples, boolean webhooksStopped, Duration bound) {

  private static final ObjectMapper JSON = new ObjectMapper();

  CordonResult {
    samples = List.copyOf(samples);
  }

  /** How many cordons nothing answered in time. */
  long unanswered() {
    return samples.stream().filter(sample -> sample.raise().isEmpty()).count();
  }

  /** Whether there is anything to show. */
  boolean hasFigures() {
    return unanswered() < samples.size();
  }

  private Optional<Spread> reaction(Function<CordonSample, Optional<Duration>> time) {
    List<Duration> times = samples.stream().map(time).flatMap(Optional::stream).toList();
    return times.isEmpty() ? Optional.empty() : Optional.of(Spread.of(times));
  }

  private Spread patch() {
    return Spread.of(samples.stream().map(sample -> sample.patch().took()).toList());
  }

  private Map<String, Long> by() {
    return samples.stream()
        .flatMap(sample -> sample.by().stream())
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  void print(PrintStream out) {
    out.printf(
        "%d cordons of the node of a labelled Deployment's only pod, %s; times from the audit"
            + " log%n%n",
        samples.size(), webhooksStopped ? "both webhooks stopped" : "all processes running");
    out.printf("%-48s %10s %10s %10s%n", "", "p50", "p99", "max");
    Optional<Spread> persisted = reaction(CordonSample::sincePersisted);
    persisted.ifPresent(spread -> row(out, "cordon answered -> replicas 2 persisted", spread));
    reaction(CordonSample::sinceReceived)
        .ifPresent(spread -> row(out, "cordon received -> replicas 2 persisted", spread));
    row(out, "a bare PATCH of the same Deployment", patch());
    persisted.ifPresent(spread ->
        out.printf(
            "%-48s %10s %10s %10s%n",
            "the first as a multiple of the PATCH",
            multiple(spread.p50(), patch().p50()),
            multiple(spread.p99(), patch().p99()),
            multiple(spread.max(), patch().max())));
    out.printf("%nwritten by: %s%n", by().isEmpty() ? "nobody" : by());
    if (unanswered() > 0) {
      out.printf(
          "%d of %d cordons were not answered within %d s, and are not in the first two rows%n",
          unanswered(), samples.size(), bound.toSeconds());
    }
  }

  private static void row(PrintStream out, String what, Spread spread) {
    out.printf(
        "%-48s %10s %10s %10s%n",
        what, millis(spread.p50()), millis(spread.p99()), millis(spread.max()));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }

  private static String multiple(Duration time, Duration of) {
    return String.format(Locale.ROOT, "%.1f", ratio(time, of));
  }

  /** The audit log's times are of microseconds, so a PATCH takes at least one. */
  private static double ratio(Duration time, Duration of) {
    return (double) time.toNanos() / Math.max(1_000, of.toNanos());
  }

  /** One line. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("cordons", samples.size());
    json.put("unanswered", unanswered());
    json.put("webhooksStopped", webhooksStopped);
    Optional<Spread> persisted = reaction(CordonSample::sincePersisted);
    persisted.ifPresent(spread -> add(json, "answeredToPersistedMillis", spread));
    reaction(CordonSample::sinceReceived)
        .ifPresent(spread -> add(json, "receivedToPersistedMillis", spread));
    add(json, "patchMillis", patch());
    persisted.ifPresent(spread ->
        json.putObject("ratio")
            .put("p50", ratio(spread.p50(), patch().p50()))
            .put("p99", ratio(spread.p99(), patch().p99()))
            .put("max", ratio(spread.max(), patch().max())));
    ObjectNode writers = json.putObject("writtenBy");
    by().forEach(writers::put);
    return json.toString();
  }

  private static void add(ObjectNode json, String name, Spread spread) {
    json.putObject(name)
        .put("p50", spread.p50().toNanos() / 1e6)
        .put("p99", spread.p99().toNanos() / 1e6)
        .put("max", spread.max().toNanos() / 1e6);
  }
}
