package io.github.spotaware.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What {@code bench start} comes to for one process; each figure is the median.
 *
 * @param process e.g. {@code webhook-0}
 * @param cached as shipped
 * @param plain the same without the AOT cache
 */
record StartResult(String process, List<StartSample> cached, List<StartSample> plain) {

  private static final double MIB = 1024.0 * 1024.0;
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Figure(String name, String key, ToDoubleFunction<StartSample> of) {
    double median(List<StartSample> samples) {
      double[] sorted = samples.stream().mapToDouble(of).sorted().toArray();
      return sorted[(sorted.length - 1) / 2];
    }
  }

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("start to ready, ms", "readyMillis", s -> s.ready().toNanos() / 1e6),
          new Figure("resident memory, MiB", "residentMiB", s -> s.memory().all() / MIB),
          new Figure(
              "  of it not of files, MiB",
              "residentAnonymousMiB",
              s -> s.memory().anonymous() / MIB));

  StartResult {
    cached = List.copyOf(cached);
    plain = List.copyOf(plain);
  }

  static void print(PrintStream out, List<StartResult> results) {
    out.printf(
        "medians of %d starts each, in turn; the image as shipped against the same without its AOT"
            + " cache%n%n",
        results.getFirst().cached().size());
    out.printf("%-40s %12s %12s %8s%n", "", "with cache", "without", "ratio");
    for (StartResult result : results) {
      for (Figure figure : FIGURES) {
        double with = figure.median(result.cached());
        double without = figure.median(result.plain());
        out.printf(
            Locale.ROOT,
            "%-40s %12.1f %12.1f %8.2f%n",
            result.process() + ": " + figure.name(),
            with,
            without,
            with / without);
      }
    }
  }

  /** One line. */
  static String json(List<StartResult> results) {
    ObjectNode json = JSON.createObjectNode();
    for (StartResult result : results) {
      ObjectNode of = json.putObject(result.process());
      of.put("starts", result.cached().size());
      for (Figure figure : FIGURES) {
        double with = figure.median(result.cached());
        double without = figure.median(result.plain());
        of.putObject(figure.key())
            .put("withCache", with)
            .put("without", without)
            .put("ratio", with / without);
      }
    }
    return json.toString();
  }
}
