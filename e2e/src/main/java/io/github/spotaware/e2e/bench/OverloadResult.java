package io.github.spotaware.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.spotaware.e2e.bench.MassEviction.Outcome;
import io.github.spotaware.e2e.observe.ApiServerMetrics;
import io.github.spotaware.e2e.observe.Vitals;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What {@code bench overload} comes to.
 *
 * @param held what each process of the project held on to
 * @param watchesBefore open at the API server before the load with the webhooks
 * @param watchesAfter and when all was over
 * @param downtimes of the protected Deployments that had one, with the webhooks
 * @param schedulesLeft when all was over
 */
record OverloadResult(
    OverloadSize size,
    Load without,
    Load with,
    Map<String, Held> held,
    int watchesBefore,
    int watchesAfter,
    Map<String, Duration> downtimes,
    long schedulesLeft) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One run of the load.
   *
   * @param api what the API server was asked meanwhile
   * @param bystanderFailed rounds of the bystander that failed
   */
  record Load(List<Outcome> outcomes, ApiServerMetrics api, int bystanderFailed) {

    /** Until an eviction of a pod that is not protected was answered. */
    Spread plain() {
      return spread(false, Outcome::first);
    }

    /** Until it was let go; under overload some are told to ask again. */
    Spread plainLetGo() {
      return spread(false, Outcome::whole);
    }

    /** Until a pod that is protected was let go. */
    Spread labelled() {
      return spread(true, Outcome::whole);
    }

    private Spread spread(boolean labelled, Function<Outcome, Duration> time) {
      return Spread.of(
          outcomes.stream().filter(o -> o.target().labelled() == labelled).map(time).toList());
    }

    /** How often each status was answered to evictions of the one kind or the other; 0 is none. */
    Map<Integer, Integer> statuses(boolean labelled) {
      Map<Integer, Integer> statuses = new TreeMap<>();
      outcomes.stream()
          .filter(outcome -> outcome.target().labelled() == labelled)
          .flatMap(outcome -> outcome.statuses().stream())
          .forEach(status -> statuses.merge(status, 1, Integer::sum));
      return statuses;
    }

    ApiServerMetrics bystander() {
      return api.of(Bystander::asksFor);
    }

    /** All that were no evictions and no watches. */
    ApiServerMetrics others() {
      return api.of(request ->
          !request.subresource().equals("eviction")
              && !request.verb().equals("WATCH")
              && !request.verb().equals("CONNECT"));
    }
  }

  /** What a process held on to at the start, at most, and when all was over. */
  record Held(Vitals before, Peaks.Peak most, Vitals after) {}

  void print(PrintStream out) {
    out.printf(
        "%d evictions at once by %d accounts: of the pods of %d labelled Deployments, and of %d"
            + " other pods%n%n",
        size.evictions(), size.drains(), size.labelled(), size.plain());
    out.printf("%-46s %10s %10s %10s%n", "", "p50", "p99", "max");
    row(out, "other pods: eviction answered, no webhooks", without.plain());
    row(out, "other pods: eviction answered, webhooks", with.plain());
    ratio(out, with.plain(), without.plain());
    row(out, "other pods: let go, no webhooks", without.plainLetGo());
    row(out, "other pods: let go, webhooks", with.plainLetGo());
    ratio(out, with.plainLetGo(), without.plainLetGo());
    row(out, "labelled: let go, no webhooks", without.labelled());
    row(out, "labelled: let go, webhooks", with.labelled());
    out.printf(
        "%nby the API server's own histogram%n%-46s %10s %10s %10s%n", "", "p50", "p99", "count");
    row(out, "a bystander's GET and PUT, no webhooks", without.bystander());
    row(out, "a bystander's GET and PUT, webhooks", with.bystander());
    ratio(out, with.bystander(), without.bystander());
    row(out, "all but evictions and watches, no webhooks", without.others());
    row(out, "all but evictions and watches, webhooks", with.others());
    ratio(out, with.others(), without.others());
    out.printf(
        "%nrounds of the bystander that failed: %d without, %d with%n",
        without.bystanderFailed(), with.bystanderFailed());
    out.printf(
        "answers, no webhooks: other %s, labelled %s%n",
        answers(without, false), answers(without, true));
    out.printf(
        "answers, webhooks:    other %s, labelled %s%n%n",
        answers(with, false), answers(with, true));
    held.forEach((process, each) ->
        out.printf(
            "%-10s start  %s%n%-10s most   %s, %d open holds%n%-10s end    %s%n",
            process,
            each.before(),
            "",
            each.most().vitals(),
            each.most().openHolds(),
            "",
            each.after()));
    out.printf(
        "%nopen watches of the API server: %d at the start, %d at the end%n",
        watchesBefore, watchesAfter);
    out.printf(
        "labelled Deployments with downtime: %s; schedules left: %d%n",
        downtimes.isEmpty() ? "none" : downtimes, schedulesLeft);
  }

  private static Map<Integer, Integer> answers(Load load, boolean labelled) {
    return load.statuses(labelled);
  }

  private static void row(PrintStream out, String what, Spread spread) {
    out.printf(
        "%-46s %10s %10s %10s%n",
        what, millis(spread.p50()), millis(spread.p99()), millis(spread.max()));
  }

  private static void row(PrintStream out, String what, ApiServerMetrics metrics) {
    out.printf(
        "%-46s %10s %10s %10d%n",
        what, millis(metrics.percentile(50)), millis(metrics.percentile(99)), metrics.count());
  }

  private static void ratio(PrintStream out, Spread of, Spread by) {
    out.printf(
        "%-46s %10s %10s %10s%n",
        "  as a multiple",
        multiple(of.p50(), by.p50()),
        multiple(of.p99(), by.p99()),
        multiple(of.max(), by.max()));
  }

  private static void ratio(PrintStream out, ApiServerMetrics of, ApiServerMetrics by) {
    out.printf(
        "%-46s %10s %10s%n",
        "  as a multiple",
        multiple(of.percentile(50), by.percentile(50)),
        multiple(of.percentile(99), by.percentile(99)));
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }

  private static String multiple(Duration time, Duration of) {
    return String.format(Locale.ROOT, "%.2f", (double) time.toNanos() / Math.max(1, of.toNanos()));
  }

  /** One line. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("evictions", size.evictions());
    add(json.putObject("plainMillis"), without.plain(), with.plain());
    ObjectNode bystander = json.putObject("bystanderMillis");
    bystander.put("without", without.bystander().percentile(99).toNanos() / 1e6);
    bystander.put("with", with.bystander().percentile(99).toNanos() / 1e6);
    json.put("downtimes", downtimes.size());
    json.put("schedulesLeft", schedulesLeft);
    return json.toString();
  }

  private static void add(ObjectNode json, Spread without, Spread with) {
    json.put("p50Without", without.p50().toNanos() / 1e6)
        .put("p50With", with.p50().toNanos() / 1e6)
        .put("p99Without", without.p99().toNanos() / 1e6)
        .put("p99With", with.p99().toNanos() / 1e6);
  }
}
