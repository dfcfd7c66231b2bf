package io.github.spotaware.config;

import io.github.spotaware.config.ParsedConfiguration.Invalid;
import io.github.spotaware.config.ParsedConfiguration.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the data of the ConfigMap. Values are trimmed; an absent key has its default; an empty
 * value is only valid where the default is empty too. Seconds and numbers are whole, without sign
 * or unit, in the ranges of {@link IntRange}. Names of modes and policies, {@code true} and {@code
 * false} may be written in any case. An element of a list must not be empty.
 */
public final class ConfigurationParser {
  private static final List<Setting<?>> SETTINGS =
      List.of(
          new Setting<>(
              ConfigurationKeys.TARGET_NAMESPACES,
              ValueType.namespaces(),
              ConfigurationBuilder::targetNamespaces),
          new Setting<>(
              ConfigurationKeys.NAMESPACE_MODE,
              ValueType.constantOf(NamespaceMode.class),
              ConfigurationBuilder::namespaceMode),
          new Setting<>(
              ConfigurationKeys.PROTECTED_LABELS,
              ValueType.narrowSelector(),
              ConfigurationBuilder::protectedLabels),
          new Setting<>(
              ConfigurationKeys.SCALE_UP_DELAY,
              ValueType.seconds(IntRange.SCALE_UP_DELAY),
              ConfigurationBuilder::scaleUpDelay),
          new Setting<>(
              ConfigurationKeys.SCALE_DOWN_DELAY,
              ValueType.seconds(IntRange.SCALE_DOWN_DELAY),
              ConfigurationBuilder::scaleDownDelay),
          new Setting<>(
              ConfigurationKeys.CHECK_INTERVAL,
              ValueType.seconds(IntRange.CHECK_INTERVAL),
              ConfigurationBuilder::checkInterval),
          new Setting<>(
              ConfigurationKeys.HOLD_SECONDS,
              ValueType.seconds(IntRange.HOLD_SECONDS),
              ConfigurationBuilder::holdTime),
          new Setting<>(
              ConfigurationKeys.MAX_CONCURRENT_HOLDS,
              ValueType.number(IntRange.MAX_CONCURRENT_HOLDS),
              ConfigurationBuilder::maxConcurrentHolds),
          new Setting<>(
              ConfigurationKeys.MAX_HOLD,
              ValueType.seconds(IntRange.MAX_HOLD),
              ConfigurationBuilder::maxHold),
          new Setting<>(
              ConfigurationKeys.UNSURGEABLE_POLICY,
              ValueType.constantOf(UnsurgeablePolicy.class),
              ConfigurationBuilder::unsurgeablePolicy),
          new Setting<>(
              ConfigurationKeys.DISRUPTION_TAINTS,
              ValueType.taintKeys(),
              ConfigurationBuilder::disruptionTaints),
          new Setting<>(
              ConfigurationKeys.NODE_SELECTOR,
              ValueType.selector(),
              ConfigurationBuilder::nodeSelector),
          new Setting<>(
              ConfigurationKeys.SCALE_DOWN_MODE,
              ValueType.constantOf(ScaleDownMode.class),
              ConfigurationBuilder::scaleDownMode),
          new Setting<>(
              ConfigurationKeys.REPLACEMENT_NODE_PREFERENCE,
              ValueType.selector(),
              ConfigurationBuilder::replacementNodePreference),
          new Setting<>(
              ConfigurationKeys.SURGE_GUARD, ValueType.bool(), ConfigurationBuilder::surgeGuard),
          new Setting<>(
              ConfigurationKeys.GUARD_DELETES,
              ValueType.bool(),
              ConfigurationBuilder::guardDeletes),
          new Setting<>(
              ConfigurationKeys.BACKSTOP_PDB, ValueType.bool(), ConfigurationBuilder::backstopPdb),
          new Setting<>(ConfigurationKeys.DRY_RUN, ValueType.bool(), ConfigurationBuilder::dryRun));

  private ConfigurationParser() {}

  /** Reads the data, collecting every invalid value rather than the first. Never throws. */
  public static ParsedConfiguration parse(Map<String, String> data) {
    ConfigurationBuilder builder = Configuration.defaults().toBuilder();
    List<InvalidValue> invalid = new ArrayList<>();
    Set<String> unknown = new TreeSet<>(data.keySet());
    for (Setting<?> setting : SETTINGS) {
      unknown.remove(setting.key());
      String text = data.get(setting.key());
      if (text != null) {
        setting.apply(text, builder, invalid);
      }
    }
    return invalid.isEmpty()
        ? new Valid(builder.build(), List.copyOf(unknown))
        : new Invalid(invalid);
  }
}
