package io.github.spotaware.selector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random selectors over few keys and values, so that they often meet. */
class LabelSelectorRandomTest {
  private static final List<String> KEYS = List.of("a", "b", "in", "x.y/a");
  private static final List<String> VALUES = List.of("", "a", "notin", "1.0");
  private static final int ROUNDS = 2000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 20_260_101, 987_654_321})
  void textRoundTrips(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      LabelSelector selector = new LabelSelector(requirements(random));
      String text = selector.toString();
      LabelSelector parsed = LabelSelector.parse(text);
      assertThat(parsed).as("seed %d, round %d: %s", seed, round, text).isEqualTo(selector);
      assertThat(parsed).hasToString(text);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {2, 20_260_102})
  void spellingMakesNoDifference(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<Requirement> requirements = requirements(random);
      LabelSelector selector = new LabelSelector(requirements);
      Collections.shuffle(requirements, random);
      List<String> spelled = requirements.stream().map(r -> spell(r, random)).toList();
      String text = String.join(random.nextBoolean() ? "," : " ,\t", spelled);
      assertThat(LabelSelector.parse(text))
          .as("seed %d, round %d: %s", seed, round, text)
          .isEqualTo(selector);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {3, 20_260_103})
  void everyRequirementMustHold(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      LabelSelector selector = new LabelSelector(requirements(random));
      Map<String, String> labels = labels(random);
      boolean expected = true;
      for (Requirement requirement : selector.requirements()) {
        expected &= holds(requirement, labels);
      }
      assertThat(selector.matches(labels))
          .as("seed %d, round %d: %s over %s", seed, round, selector, labels)
          .isEqualTo(expected);
    }
  }

  /**
   * By the sets of labels a requirement admits, unlike the code under test, which goes by operator.
   */
  private static boolean holds(Requirement requirement, Map<String, String> labels) {
    Set<String> present = new TreeSet<>();
    if (labels.containsKey(requirement.key())) {
      present.add(labels.getOrDefault(requirement.key(), ""));
    }
    boolean listed = !Collections.disjoint(present, requirement.values());
    boolean negated =
        Set.of(Operator.NOT_IN, Operator.DOES_NOT_EXIST).contains(requirement.operator());
    return negated != (requirement.values().isEmpty() ? !present.isEmpty() : listed);
  }

  private static List<Requirement> requirements(Random random) {
    List<Requirement> requirements = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      Operator operator = oneOf(List.of(Operator.values()), random);
      Set<String> values = new TreeSet<>();
      if (operator.takesValues()) {
        for (int more = 1 + random.nextInt(3); more > 0; more--) {
          values.add(oneOf(VALUES, random));
        }
      }
      requirements.add(new Requirement(oneOf(KEYS, random), operator, values));
    }
    return requirements;
  }

  private static Map<String, String> labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String key : KEYS) {
      if (random.nextBoolean()) {
        labels.put(key, oneOf(VALUES, random));
      }
    }
    return labels;
  }

  private static String spell(Requirement requirement, Random random) {
    String key = requirement.key();
    List<String> values = new ArrayList<>(requirement.values());
    Collections.shuffle(values, random);
    boolean single = values.size() == 1 && random.nextBoolean();
    String list = String.join(random.nextBoolean() ? "," : " , ", values);
    return switch (requirement.operator()) {
      case IN ->
          single ? key + (random.nextBoolean() ? " == " : "=") + list : key + " in (" + list + ")";
      case NOT_IN -> single ? key + " != " + list : key + "\tnotin( " + list + " )";
      case EXISTS -> " " + key + " ";
      case DOES_NOT_EXIST -> random.nextBoolean() ? "!" + key : "! " + key;
    };
  }

  private static <T> T oneOf(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
