package io.github.spotaware.e2e.demo;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Those that there are, by name. */
final class Scenarios implements ITypeConverter<Scenario> {

  /** All of them, the default first. */
  static final List<Scenario> ALL =
      List.of(
          new DrainScenario(),
          new SpotScenario(),
          new TwoNodesScenario(),
          new NeverReadyScenario(),
          new HpaScenario(),
          new ScalerKilledScenario(),
          new WebhooksKilledScenario());

  @Override
  public Scenario convert(String name) {
    return ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no scenario '%s'; there are %s"
                    .formatted(
                        name, ALL.stream().map(Scenario::name).collect(Collectors.joining(", ")))));
  }

  /** Lines for people: each name, and what happens. */
  static List<String> list() {
    return ALL.stream()
        .flatMap(each ->
            Stream.concat(
                Stream.of(each.name()), each.description().stream().map(line -> "  " + line)))
        .toList();
  }
}
