package io.github.spotaware.simulation.cluster.controller;

import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** How fast and how well the cluster works in one run. */
public final class Settings {
  private static final Pace BRISK_LAG = Pace.ofMillis(1, 5, 20);
  private static final Pace BRISK_WORK = Pace.ofMillis(0, 2, 10);
  private static final Pace USUAL_LAG = Pace.ofMillis(1, 30, 400);
  private static final Pace USUAL_WORK = Pace.ofMillis(1, 10, 300);
  private static final Pace SLOW_LAG = Pace.ofMillis(20, 500, 5_000);
  private static final Pace SLOW_WORK = Pace.ofMillis(10, 300, 4_000);

  private final Map<Component, Pace> lags = new EnumMap<>(Component.class);
  private final Map<Component, Pace> works = new EnumMap<>(Component.class);
  private PodLife podLife = PodLife.STEADY;
  private Function<Pod, PodLife> lives = pod -> podLife;
  private SchedulingRules schedulingRules = SchedulingRules.NONE;
  private Pace nodeGrace = Pace.ofMillis(40_000, 45_000, 50_000);
  private Pace garbage = Pace.ofMillis(100, 1_500, 10_000);

  private Settings() {
    for (Component component : Component.values()) {
      lags.put(component, BRISK_LAG);
      works.put(component, BRISK_WORK);
    }
  }

  /** Everything is quick and nothing fails by itself. */
  public static Settings steady() {
    return new Settings();
  }

  /** Drawn: each component brisk, usual or slow by itself, and pods that may fail. */
  public static Settings drawn(Chance chance) {
    Settings settings = new Settings();
    for (Component component : Component.ofKubernetes()) {
      settings.drawn(component, chance);
    }
    settings.podLife = PodLife.drawn(chance);
    return settings;
  }

  /** One component brisk, usual or slow. */
  public void drawn(Component component, Chance chance) {
    int kind = chance.below(8);
    if (kind == 0) {
      pace(component, SLOW_LAG, SLOW_WORK);
    } else if (kind < 5) {
      pace(component, USUAL_LAG, USUAL_WORK);
    }
  }

  /** Of one component: how far its watches lag, and how long it takes for one object. */
  public Settings pace(Component component, Pace lag, Pace work) {
    lags.put(component, lag);
    works.put(component, work);
    return this;
  }

  public Settings podLife(PodLife life) {
    podLife = life;
    return this;
  }

  /** How long after a kubelet's last word its node counts as unreachable. */
  public Settings nodeGrace(Pace grace) {
    nodeGrace = grace;
    return this;
  }

  Pace lag(Component component) {
    return lags.getOrDefault(component, BRISK_LAG);
  }

  Pace work(Component component) {
    return works.getOrDefault(component, BRISK_WORK);
  }

  public PodLife podLife() {
    return podLife;
  }

  /** Each pod's own; by default the same for all. */
  public Settings lives(Function<Pod, PodLife> each) {
    lives = each;
    return this;
  }

  PodLife life(Pod pod) {
    return lives.apply(pod);
  }

  /** What pods ask for that the model of a pod does not have. */
  public Settings schedulingRules(SchedulingRules rules) {
    schedulingRules = rules;
    return this;
  }

  SchedulingRules schedulingRules() {
    return schedulingRules;
  }

  Pace nodeGrace() {
    return nodeGrace;
  }

  /** How long the garbage collector and the namespace controller take until they act. */
  public Settings garbage(Pace pace) {
    garbage = pace;
    return this;
  }

  Pace garbage() {
    return garbage;
  }
}
