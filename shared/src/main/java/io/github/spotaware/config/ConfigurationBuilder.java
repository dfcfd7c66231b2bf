package io.github.spotaware.config;

import io.github.spotaware.selector.LabelSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Builds a {@link Configuration} that differs from another. Each method is named after the
 * component it sets; values are checked by {@link #build()}.
 */
public final class ConfigurationBuilder {
  private NamespaceMode namespaceMode;
  private Set<String> targetNamespaces;
  private LabelSelector protectedLabels;
  private Duration scaleUpDelay;
  private Duration scaleDownDelay;
  private Duration checkInterval;
  private Duration holdTime;
  private int maxConcurrentHolds;
  private Duration maxHold;
  private UnsurgeablePolicy unsurgeablePolicy;
  private Set<String> disruptionTaints;
  private LabelSelector nodeSelector;
  private ScaleDownMode scaleDownMode;
  private LabelSelector replacementNodePreference;
  private boolean surgeGuard;
  private boolean guardDeletes;
  private boolean backstopPdb;
  private boolean dryRun;

  ConfigurationBuilder(Configuration base) {
    namespaceMode = base.namespaces().mode();
    targetNamespaces = base.namespaces().targets();
    protectedLabels = base.protectedLabels();
    scaleUpDelay = base.scaleUpDelay();
    scaleDownDelay = base.scaleDownDelay();
    checkInterval = base.checkInterval();
    holdTime = base.holdTime();
    maxConcurrentHolds = base.maxConcurrentHolds();
    maxHold = base.maxHold();
    unsurgeablePolicy = base.unsurgeablePolicy();
    disruptionTaints = base.disruptionTaints();
    nodeSelector = base.nodeSelector();
    scaleDownMode = base.scaleDownMode();
    replacementNodePreference = base.replacementNodePreference();
    surgeGuard = base.surgeGuard();
    guardDeletes = base.guardDeletes();
    backstopPdb = base.backstopPdb();
    dryRun = base.dryRun();
  }

  /** Sets how {@link #targetNamespaces} are read. */
  public ConfigurationBuilder namespaceMode(NamespaceMode value) {
    namespaceMode = value;
    return this;
  }

  /** Sets the names of the target namespaces. */
  public ConfigurationBuilder targetNamespaces(Set<String> value) {
    targetNamespaces = value;
    return this;
  }

  /** Sets {@link Configuration#protectedLabels()}. */
  public ConfigurationBuilder protectedLabels(LabelSelector value) {
    protectedLabels = value;
    return this;
  }

  /** Sets {@link Configuration#scaleUpDelay()}. */
  public ConfigurationBuilder scaleUpDelay(Duration value) {
    scaleUpDelay = value;
    return this;
  }

  /** Sets {@link Configuration#scaleDownDelay()}. */
  public ConfigurationBuilder scaleDownDelay(Duration value) {
    scaleDownDelay = value;
    return this;
  }

  /** Sets {@link Configuration#checkInterval()}. */
  public ConfigurationBuilder checkInterval(Duration value) {
    checkInterval = value;
    return this;
  }

  /** Sets {@link Configuration#holdTime()}. */
  public ConfigurationBuilder holdTime(Duration value) {
    holdTime = value;
    return this;
  }

  /** Sets {@link Configuration#maxConcurrentHolds()}. */
  public ConfigurationBuilder maxConcurrentHolds(int value) {
    maxConcurrentHolds = value;
    return this;
  }

  /** Sets {@link Configuration#maxHold()}. */
  public ConfigurationBuilder maxHold(Duration value) {
    maxHold = value;
    return this;
  }

  /** Sets {@link Configuration#unsurgeablePolicy()}. */
  public ConfigurationBuilder unsurgeablePolicy(UnsurgeablePolicy value) {
    unsurgeablePolicy = value;
    return this;
  }

  /** Sets {@link Configuration#disruptionTaints()}. */
  public ConfigurationBuilder disruptionTaints(Set<String> value) {
    disruptionTaints = value;
    return this;
  }

  /** Sets {@link Configuration#nodeSelector()}. */
  public ConfigurationBuilder nodeSelector(LabelSelector value) {
    nodeSelector = value;
    return this;
  }

  /** Sets {@link Configuration#scaleDownMode()}. */
  public ConfigurationBuilder scaleDownMode(ScaleDownMode value) {
    scaleDownMode = value;
    return this;
  }

  /** Sets {@link Configuration#replacementNodePreference()}. */
  public ConfigurationBuilder replacementNodePreference(LabelSelector value) {
    replacementNodePreference = value;
    return this;
  }

  /** Sets {@link Configuration#surgeGuard()}. */
  public ConfigurationBuilder surgeGuard(boolean value) {
    surgeGuard = value;
    return this;
  }

  /** Sets {@link Configuration#guardDeletes()}. */
  public ConfigurationBuilder guardDeletes(boolean value) {
    guardDeletes = value;
    return this;
  }

  /** Sets {@link Configuration#backstopPdb()}. */
  public ConfigurationBuilder backstopPdb(boolean value) {
    backstopPdb = value;
    return this;
  }

  /** Sets {@link Configuration#dryRun()}. */
  public ConfigurationBuilder dryRun(boolean value) {
    dryRun = value;
    return this;
  }

  /**
   * The configuration with the values set so far.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Configuration build() {
    return new Configuration(
        new NamespaceScope(namespaceMode, targetNamespaces),
        protectedLabels,
        scaleUpDelay,
        scaleDownDelay,
        checkInterval,
        holdTime,
        maxConcurrentHolds,
        maxHold,
        unsurgeablePolicy,
        disruptionTaints,
        nodeSelector,
        scaleDownMode,
        replacementNodePreference,
        surgeGuard,
        guardDeletes,
        backstopPdb,
        dryRun);
  }
}
