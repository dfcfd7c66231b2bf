package io.github.spotaware.selector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A label selector: every requirement must hold. Two selectors with the same requirements, in
 * whatever order and however they were spelled, are equal.
 *
 * @param requirements sorted and without duplicates; empty selects everything
 */
public record LabelSelector(List<Requirement> requirements) {
  private static final LabelSelector EVERYTHING = new LabelSelector(List.of());

  /**
   * A contradiction rather than a flag: so "nothing" has a text form too. Upstream's has none, and
   * its empty text, sent as {@code ?labelSelector=}, would list everything.
   */
  private static final LabelSelector NOTHING =
      new LabelSelector(
          List.of(Requirement.exists("nothing"), Requirement.doesNotExist("nothing")));

  /** Copies the requirements into their canonical order. */
  public LabelSelector {
    requirements =
        requirements.stream()
            .distinct()
            .sorted(
                Comparator.comparing(Requirement::key)
                    .thenComparing(Requirement::operator)
                    .thenComparing(requirement -> String.join(",", requirement.values())))
            .toList();
  }

  /** Selects every object: the empty selector of the API ({@code {}}). */
  public static LabelSelector everything() {
    return EVERYTHING;
  }

  /** Selects no object: the absent (null) selector of the API. */
  public static LabelSelector nothing() {
    return NOTHING;
  }

  /**
   * The selector of the API's {@code matchLabels} and {@code matchExpressions}, of which both must
   * hold. Both empty selects everything; for a selector that is absent altogether use {@link
   * #nothing()}.
   *
   * @throws IllegalArgumentException if a label key or value breaks the label syntax
   */
  public static LabelSelector of(
      Map<String, String> matchLabels, List<Requirement> matchExpressions) {
    List<Requirement> all = new ArrayList<>(matchExpressions);
    matchLabels.forEach((key, value) -> all.add(Requirement.equalTo(key, value)));
    return new LabelSelector(all);
  }

  /**
   * Reads the text form that kubectl takes: requirements separated by commas, each {@code a=b},
   * {@code a==b}, {@code a!=b}, {@code a in (x,y)}, {@code a notin (x)}, {@code a} or {@code !a}.
   * White space between the parts is ignored; blank text selects everything. The comparisons {@code
   * <} and {@code >} belong to node affinity and are refused.
   *
   * @throws IllegalArgumentException if the text is no selector; the message names the character,
   *     counted from 1, and what is wrong there
   */
  public static LabelSelector parse(String text) {
    return new LabelSelector(new SelectorParser(text).requirements());
  }

  /** Whether an object with these labels is selected. */
  public boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is no requirement, so that every object is selected. */
  public boolean isEverything() {
    return requirements.isEmpty();
  }

  /**
   * The canonical text form, fit for {@code ?labelSelector=} once URL-encoded; {@link #parse} gives
   * this back.
   */
  @Override
  public String toString() {
    return requirements.stream().map(Requirement::toString).collect(Collectors.joining(","));
  }
}
