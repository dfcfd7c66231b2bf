package io.github.spotaware.e2e.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo shows.
 *
 * @param twin of the unlabelled Deployment
 * @param web of the labelled one
 */
record Verdict(Figures twin, Figures web) {

  /** Below it, the watch did not see the gap that must have been there. */
  private static final Duration LEAST_DOWNTIME_OF_TWIN = Duration.ofSeconds(2);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is not as it should be; empty if all is. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (twin.downtime().compareTo(LEAST_DOWNTIME_OF_TWIN) <= 0) {
      problems.add(
          "the unlabelled twin's downtime should be above 2 s, so that the watch is seen to see");
    }
    if (!web.downtime().isZero()) {
      problems.add("the labelled Deployment had a time in which no pod served");
    }
    if (web.replicas() != 1) {
      problems.add("the labelled Deployment is not back at 1 replica");
    }
    return problems;
  }

  void print(PrintStream out) {
    out.printf("%n%-32s %16s %16s%n", "", "unlabelled twin", "labelled web");
    row(out, "downtime", Figures.seconds(twin.downtime()), Figures.seconds(web.downtime()), " s");
    row(
        out,
        "kubectl drain took",
        Figures.seconds(twin.drain()),
        Figures.seconds(web.drain()),
        " s");
    row(out, "most pods at a time", twin.mostPods(), web.mostPods(), "");
    row(out, "replicas in the end", twin.replicas(), web.replicas(), "");
  }

  private static void row(PrintStream out, String what, Object twin, Object web, String unit) {
    out.printf("  %-30s %16s %16s%n", what, twin + unit, web + unit);
  }

  /** One line. */
  String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("ok", problems().isEmpty());
    add(json.putObject("unlabelled"), twin);
    add(json.putObject("labelled"), web);
    return json.toString();
  }

  private static void add(ObjectNode json, Figures figures) {
    json.put("downtimeSeconds", figures.downtime().toMillis() / 1000.0);
    json.put("drainSeconds", figures.drain().toMillis() / 1000.0);
    json.put("mostPods", figures.mostPods());
    json.put("replicas", figures.replicas());
  }
}
