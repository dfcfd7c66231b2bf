package io.github.spotaware.fuzz.data;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ConfigurationChange;
import io.github.spotaware.config.ConfigurationHolder;
import io.github.spotaware.config.ConfigurationKeys;
import io.github.spotaware.config.ConfigurationParser;
import io.github.spotaware.config.InvalidValue;
import io.github.spotaware.config.ParsedConfiguration;
import io.github.spotaware.fuzz.input.Draw;
import io.github.spotaware.fuzz.input.Mutations;
import io.github.spotaware.fuzz.run.Kind;
import io.github.spotaware.fuzz.run.Outcome;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The data of the ConfigMap {@code spot-aware-scaler-config}. */
public final class ConfigurationKind implements Kind<Map<String, String>> {
  private static final List<String> KEYS =
      Arrays.stream(ConfigurationKeys.class.getFields())
          .filter(field -> Modifier.isStatic(field.getModifiers()))
          .map(ConfigurationKind::text)
          .sorted()
          .toList();

  private static final Map<String, String> LAST_GOOD =
      Map.of("hold-seconds", "5", "max-hold", "77", "protected-labels", "last=good");

  private static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("target-namespaces", "shop, bank"),
          Map.entry("namespace-mode", "whitelist"),
          Map.entry("protected-labels", "spot-aware=enabled,team in (a,b)"),
          Map.entry("scale-up-delay", "0"),
          Map.entry("scale-down-delay", "300"),
          Map.entry("check-interval", "30"),
          Map.entry("hold-seconds", "10"),
          Map.entry("max-concurrent-holds", "24"),
          Map.entry("max-hold", "600"),
          Map.entry("unsurgeable-policy", "allow"),
          Map.entry("disruption-taints", "karpenter.sh/disrupted,a.b/c"),
          Map.entry("node-selector", "karpenter.sh/capacity-type=spot"),
          Map.entry("scale-down-mode", "delayed"),
          Map.entry("replacement-node-preference", "!spot"),
          Map.entry("surge-guard", "true"),
          Map.entry("guard-deletes", "false"),
          Map.entry("backstop-pdb", "false"),
          Map.entry("dry-run", "false"));

  private static String text(Field field) {
    try {
      return String.valueOf(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "configuration";
  }

  @Override
  public Map<String, String> base(Draw draw) {
    return draw.oneIn(3) ? Map.of() : ALL;
  }

  @Override
  public Map<String, String> changed(Map<String, String> data, Draw draw) {
    return Mutations.data(data, KEYS, draw);
  }

  @Override
  public String shown(Map<String, String> data) {
    return Checks.shown(data);
  }

  @Override
  public Outcome judge(Map<String, String> data) {
    ConfigurationHolder holder = new ConfigurationHolder();
    var _ = holder.on(Optional.of(LAST_GOOD));
    Configuration lastGood = holder.current();
    ConfigurationChange change = holder.on(Optional.of(data));
    return switch (ConfigurationParser.parse(data)) {
      case ParsedConfiguration.Valid valid -> followed(data, holder, lastGood, valid, change);
      case ParsedConfiguration.Invalid(List<InvalidValue> values) ->
          refused(data, holder, lastGood, values, change);
    };
  }

  private static Outcome followed(
      Map<String, String> data,
      ConfigurationHolder holder,
      Configuration lastGood,
      ParsedConfiguration.Valid valid,
      ConfigurationChange change) {
    Checks checks = new Checks();
    checks.that(holder.valid(), "valid data count as invalid");
    checks.equal(holder.current(), valid.configuration(), "the configuration in force");
    checks.equal(
        change,
        lastGood.equals(valid.configuration())
            ? new ConfigurationChange.Unchanged()
            : new ConfigurationChange.Changed(valid.configuration()),
        "what is told");
    TreeSet<String> unknown = new TreeSet<>(data.keySet());
    unknown.removeAll(KEYS);
    checks.equal(holder.unknownKeys(), List.copyOf(unknown), "what is unknown");
    checks.equal(valid.configuration().toBuilder().build(), valid.configuration(), "a copy");
    return checks.or(new Outcome.Accepted());
  }

  private static Outcome refused(
      Map<String, String> data,
      ConfigurationHolder holder,
      Configuration lastGood,
      List<InvalidValue> values,
      ConfigurationChange change) {
    Checks checks = new Checks();
    checks.equal(holder.current(), lastGood, "the configuration in force");
    checks.that(!holder.valid(), "invalid data count as valid");
    checks.equal(change, new ConfigurationChange.Rejected(values), "what is told");
    checks.equal(
        holder.on(Optional.of(data)), new ConfigurationChange.Unchanged(), "what is told again");
    Map<String, String> others = new TreeMap<>(data);
    for (InvalidValue value : values) {
      checks.that(KEYS.contains(value.key()), "a key that there is not: " + value.key());
      checks.equal(value.value(), data.getOrDefault(value.key(), ""), "the value named");
      checks.that(!value.allowed().isBlank(), "what is allowed is not said");
      checks.that(value.message().startsWith(value.key() + ": \""), "the key is not named");
      checks.reason(value.message());
      others.remove(value.key());
    }
    checks.that(
        ConfigurationParser.parse(others) instanceof ParsedConfiguration.Valid,
        "not every invalid value is named");
    return checks.or(
        new Outcome.Rejected(
            values.stream().map(InvalidValue::message).collect(Collectors.joining("; "))));
  }
}
