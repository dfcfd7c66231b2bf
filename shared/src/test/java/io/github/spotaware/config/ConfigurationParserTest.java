package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationParserTest {

  @Test
  void noDataAreTheDefaults() {
    assertThat(valid(Map.of())).isEqualTo(Configuration.defaults());
  }

  /**
   * Key, what the user writes, and what the configuration then says, in one text form for all
   * types.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target-namespaces           | ''                 | []",
        "target-namespaces           | a                  | [a]",
        "target-namespaces           | ' b , a,\nb '      | [a, b]",
        "target-namespaces           | kube-system        | [kube-system]",
        "namespace-mode              | all                | ALL",
        "namespace-mode              | whitelist          | WHITELIST",
        "namespace-mode              | ' Blacklist '      | BLACKLIST",
        "protected-labels            | ' a=b '            | a=b",
        "protected-labels            | 'a in (y,x),!b'    | a in (x,y),!b",
        "scale-up-delay              | 0                  | PT0S",
        "scale-up-delay              | 3600               | PT1H",
        "scale-down-delay            | 0                  | PT0S",
        "scale-down-delay            | 86400              | PT24H",
        "check-interval              | 1                  | PT1S",
        "check-interval              | 3600               | PT1H",
        "hold-seconds                | 1                  | PT1S",
        "hold-seconds                | 27                 | PT27S",
        "hold-seconds                | ' 5\n'             | PT5S",
        "hold-seconds                | 0000000000005      | PT5S",
        "max-hold                    | 1                  | PT1S",
        "max-hold                    | 86400              | PT24H",
        "max-concurrent-holds        | 0                  | 0",
        "max-concurrent-holds        | 1000               | 1000",
        "unsurgeable-policy          | allow              | ALLOW",
        "unsurgeable-policy          | DENY               | DENY",
        "disruption-taints           | x                  | [x]",
        "disruption-taints           | ' b.c/y , a '      | [a, b.c/y]",
        "node-selector               | ''                 | ''",
        "node-selector               | karpenter.sh/capacity-type=spot |"
            + " karpenter.sh/capacity-type=spot",
        "scale-down-mode             | delayed            | DELAYED",
        "scale-down-mode             | handoff            | HANDOFF",
        "replacement-node-preference | '  '               | ''",
        "replacement-node-preference | pool!=spot         | pool!=spot",
        "surge-guard                 | false              | false",
        "surge-guard                 | ' TRUE '           | true",
        "guard-deletes               | True               | true",
        "guard-deletes               | false              | false",
        "backstop-pdb                | true               | true",
        "backstop-pdb                | FALSE              | false",
        "dry-run                     | true               | true",
        "dry-run                     | false              | false",
      })
  void readsAValueAndNothingElseChanges(String key, String text, String expected) {
    Map<String, Object> was = ConfigurationByKey.of(Configuration.defaults());
    Map<String, Object> is = ConfigurationByKey.of(valid(Map.of(key, text)));
    assertThat(Objects.requireNonNull(is.get(key))).hasToString(expected);
    was.remove(key);
    is.remove(key);
    assertThat(is).isEqualTo(was);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target-namespaces    | 'a,'      | comma-separated namespace names (\"\": it must have 1"
            + " to 63 characters)",
        "target-namespaces    | ','       | comma-separated namespace names (\"\": it must have 1"
            + " to 63 characters)",
        "target-namespaces    | 'a,B'     | comma-separated namespace names (\"B\": it must consist"
            + " of lower-case letters, digits and '-', beginning and ending with a letter or"
            + " digit)",
        "target-namespaces    | 'a b'     | comma-separated namespace names (\"a b\": it must"
            + " consist of lower-case letters, digits and '-', beginning and ending with a letter"
            + " or digit)",
        "namespace-mode       | ''        | all, blacklist, whitelist",
        "namespace-mode       | none      | all, blacklist, whitelist",
        "protected-labels     | ''        | a label selector that is not empty, for that would"
            + " select everything",
        "protected-labels     | '  '      | a label selector that is not empty, for that would"
            + " select everything",
        "protected-labels     | a in b    | a label selector (at character 6: expected \"(\" but"
            + " found \"b\")",
        "scale-up-delay       | ''        | a whole number of seconds from 0 to 3600",
        "scale-up-delay       | -1        | a whole number of seconds from 0 to 3600",
        "scale-up-delay       | 3601      | a whole number of seconds from 0 to 3600",
        "scale-down-delay     | ''        | a whole number of seconds from 0 to 86400",
        "scale-down-delay     | -1        | a whole number of seconds from 0 to 86400",
        "scale-down-delay     | 86401     | a whole number of seconds from 0 to 86400",
        "scale-down-delay     | 5m        | a whole number of seconds from 0 to 86400",
        "check-interval       | ''        | a whole number of seconds from 1 to 3600",
        "check-interval       | 0         | a whole number of seconds from 1 to 3600",
        "check-interval       | 3601      | a whole number of seconds from 1 to 3600",
        "hold-seconds         | ''        | a whole number of seconds from 1 to 27",
        "hold-seconds         | 0         | a whole number of seconds from 1 to 27",
        "hold-seconds         | 28        | a whole number of seconds from 1 to 27",
        "hold-seconds         | abc       | a whole number of seconds from 1 to 27",
        "hold-seconds         | 1.5       | a whole number of seconds from 1 to 27",
        "hold-seconds         | +5        | a whole number of seconds from 1 to 27",
        "hold-seconds         | 4294967301 | a whole number of seconds from 1 to 27",
        "hold-seconds         | ٥         | a whole number of seconds from 1 to 27",
        "max-hold             | ''        | a whole number of seconds from 1 to 86400",
        "max-hold             | 0         | a whole number of seconds from 1 to 86400",
        "max-hold             | 86401     | a whole number of seconds from 1 to 86400",
        "max-concurrent-holds | ''        | a whole number from 0 to 1000",
        "max-concurrent-holds | -1        | a whole number from 0 to 1000",
        "max-concurrent-holds | 1001      | a whole number from 0 to 1000",
        "unsurgeable-policy   | ''        | allow, deny",
        "unsurgeable-policy   | refuse    | allow, deny",
        "disruption-taints    | ''        | comma-separated taint keys, at least one (\"\": its"
            + " name must have 1 to 63 characters)",
        "disruption-taints    | 'a,,b'    | comma-separated taint keys, at least one (\"\": its"
            + " name must have 1 to 63 characters)",
        "disruption-taints    | 'a=b'     | comma-separated taint keys, at least one (\"a=b\": its"
            + " name must consist of letters, digits, '-', '_' and '.', beginning and ending with a"
            + " letter or digit)",
        "disruption-taints    | 'a/b/c'   | comma-separated taint keys, at least one (\"a/b/c\":"
            + " its name must consist of letters, digits, '-', '_' and '.', beginning and ending"
            + " with a letter or digit)",
        "node-selector        | ','       | a label selector (at character 1: expected a label key"
            + " but found \",\")",
        "scale-down-mode      | ''        | delayed, handoff",
        "scale-down-mode      | later     | delayed, handoff",
        "replacement-node-preference | a=b c | a label selector (at character 5: expected \",\" or"
            + " the end but found \"c\")",
        "surge-guard          | ''        | false, true",
        "surge-guard          | yes       | false, true",
        "guard-deletes        | ''        | false, true",
        "guard-deletes        | 1         | false, true",
        "backstop-pdb         | ''        | false, true",
        "backstop-pdb         | on        | false, true",
        "dry-run              | ''        | false, true",
        "dry-run              | tru       | false, true",
      })
  void refusesAValueAndSaysWhatIsAllowed(String key, String text, String allowed) {
    assertThat(ConfigurationParser.parse(Map.of(key, text)))
        .isEqualTo(new ParsedConfiguration.Invalid(List.of(new InvalidValue(key, text, allowed))));
  }

  @Test
  void collectsEveryInvalidValue() {
    Map<String, String> allWrong =
        keys().stream().collect(Collectors.toMap(key -> key, key -> "= wrong"));
    assertThat(ConfigurationParser.parse(allWrong))
        .asInstanceOf(type(ParsedConfiguration.Invalid.class))
        .satisfies(invalid ->
            assertThat(invalid.values())
                .extracting(InvalidValue::key)
                .containsExactlyInAnyOrderElementsOf(keys()));
  }

  @Test
  void namesUnknownKeysInOrderAndFollowsTheRest() {
    assertThat(
            ConfigurationParser.parse(
                Map.of("hold-second", "5", "dry-run", "true", "Dry-Run", "false")))
        .isEqualTo(
            new ParsedConfiguration.Valid(
                Configuration.defaults().toBuilder().dryRun(true).build(),
                List.of("Dry-Run", "hold-second")));
  }

  @Test
  void aWhitelistOfNoneIsValidAndLeavesNothingInScope() {
    Configuration configuration =
        valid(Map.of("namespace-mode", "whitelist", "target-namespaces", ""));
    assertThat(configuration.inScope("default")).isFalse();
  }

  @Test
  void everyKeyIsCovered() {
    assertThat(ConfigurationByKey.of(Configuration.defaults()).keySet())
        .containsExactlyInAnyOrderElementsOf(keys());
  }

  private static Configuration valid(Map<String, String> data) {
    return switch (ConfigurationParser.parse(data)) {
      case ParsedConfiguration.Valid(Configuration configuration, List<String> unknownKeys) -> {
        assertThat(unknownKeys).isEmpty();
        yield configuration;
      }
      case ParsedConfiguration.Invalid(List<InvalidValue> values) ->
          throw new AssertionError(values.toString());
    };
  }

  /** The constants as declared, so that a new key can't be forgotten here. */
  private static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Field field : ConfigurationKeys.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        try {
          keys.add((String) Objects.requireNonNull(field.get(null)));
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return keys;
  }
}
