package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.variant.BrokenVariant;
import io.github.spotaware.simulation.variant.Variant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the production classes on an in-memory cluster, in virtual time, and checks the"
          + " invariants at every step. One seed decides everything: who does what when, what is"
          + " slow, lost or killed.",
      "Exits 0 when all invariants held, 1 on a violation (its seed, the invariant and a shrunk"
          + " trace are printed), 2 on a wrong argument."
    })
public final class Simulate implements Callable<Integer> {
  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "Runs the seeds from A to B, both included (default: 1..1000).")
  private String seeds = "1..1000";

  @Option(names = "--seed", paramLabel = "S", description = "Runs this seed alone.")
  private @Nullable Long seed;

  @Option(names = "--trace", description = "Prints what happens, line by line; needs --seed.")
  private boolean trace;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "Runs a broken variant instead, which should be caught; --variant list names them.")
  private @Nullable String variant;

  @Option(names = "--json", description = "Prints the figures as one line of JSON at the end.")
  private boolean json;

  @Option(
      names = "--coverage",
      description =
          "Prints the coverage table, and exits 1 if something expected never came about.")
  private boolean coverage;

  /** Runs it; the exit code is the process'. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Simulate()).execute(args));
  }

  @Override
  public Integer call() {
    if ("list".equals(variant)) {
      Arrays.stream(BrokenVariant.values())
          .forEach(broken -> System.out.println(broken.option() + "  " + broken.description()));
      return 0;
    }
    Variant chosen = chosen();
    if (trace) {
      if (seed == null) {
        throw wrong("--trace needs --seed");
      }
      return Traces.print(seed, chosen, System.out::println) ? 0 : 1;
    }
    Range range = seed == null ? range() : new Range(seed, seed);
    Batch batch = new Batch(range.from(), range.to(), chosen, System.err::println);
    return Outcome.report(batch.run(), new Outcome.Format(json, coverage, variant == null));
  }

  private Variant chosen() {
    return Optional.ofNullable(variant)
        .map(name ->
            Arrays.stream(BrokenVariant.values())
                .filter(broken -> broken.option().equals(name))
                .findFirst()
                .<Variant>map(broken -> broken)
                .orElseThrow(() ->
                    wrong(
                        "--variant: \""
                            + name
                            + "\" is not allowed; allowed: list, "
                            + Arrays.stream(BrokenVariant.values())
                                .map(BrokenVariant::option)
                                .collect(Collectors.joining(", ")))))
        .orElse(Variant.SOUND);
  }

  private record Range(long from, long to) {}

  private Range range() {
    String[] ends = seeds.split("\\.\\.", -1);
    try {
      if (ends.length == 2 && Long.parseLong(ends[0]) <= Long.parseLong(ends[1])) {
        return new Range(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      }
    } catch (NumberFormatException _) {
      // Said below, with what is allowed.
    }
    throw wrong(
        "--seeds: \""
            + seeds
            + "\" is not allowed; allowed: A..B, two whole numbers, A not above B");
  }

  private ParameterException wrong(String message) {
    CommandLine.Model.CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(known.commandLine(), message);
  }
}
