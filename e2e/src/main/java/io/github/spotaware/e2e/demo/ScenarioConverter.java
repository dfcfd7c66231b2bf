package io.github.spotaware.e2e.demo;

import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The scenario of a name. */
final class ScenarioConverter implements ITypeConverter<Scenario> {

  @Override
  public Scenario convert(String name) {
    return Scenario.ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "there is no scenario '%s'; there are %s"
                    .formatted(
                        name,
                        Scenario.ALL.stream()
                            .map(Scenario::name)
                            .collect(Collectors.joining(", ")))));
  }
}
