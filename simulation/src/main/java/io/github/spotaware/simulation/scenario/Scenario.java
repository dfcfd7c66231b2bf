package io.github.spotaware.simulation.scenario;

import io.github.spotaware.config.Annotations;
import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.ScaleDownMode;
import io.github.spotaware.config.UnsurgeablePolicy;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.cluster.DeploymentSpec;
import io.github.spotaware.simulation.cluster.controller.Settings;
import io.github.spotaware.simulation.cluster.object.Bound;
import io.github.spotaware.simulation.cluster.object.Strategy;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run, drawn from its seed: the cluster, the configuration, and the plan. Taking acts out of
 * the plan leaves the rest as it is.
 *
 * @param quietAt when the disruptions stop, in nanoseconds
 * @param probed once all is back, each protected Deployment is drained once more
 * @param way how long a message takes one way
 * @param lossOneIn so rarely a message is lost; 0 for never
 */
public record Scenario(
    long seed,
    Configuration configuration,
    Settings settings,
    List<App> apps,
    int nodes,
    int nodeCapacity,
    int scalers,
    boolean failClosed,
    Pace way,
    int lossOneIn,
    Pace watchLag,
    int watchLog,
    long quietAt,
    boolean probed,
    List<Planned> plan) {

  static final String NAMESPACE = "apps";

  /** A stream of their own, so that what the others mean does not shift. */
  private static final long HANDOFFS = 0x68616E646F6666L;

  private static final long METRICS = 0x6D657472696373L;

  /** A Deployment and what belongs to it. */
  public record App(
      DeploymentSpec spec, boolean service, boolean budget, Optional<Hpa> autoscaler) {
    public DeploymentRef ref() {
      return spec.ref();
    }

    /** In {@code scale-down-mode: handoff}, by annotation. */
    public boolean handsOff() {
      return ScaleDownMode.HANDOFF
          .name()
          .equalsIgnoreCase(spec.annotations().get(Annotations.SCALE_DOWN_MODE));
    }
  }

  /**
   * @param minReplicas empty for unset
   * @param keda it is made by KEDA: the bounds are those of a ScaledObject
   * @param metrics it gets them; without, it keeps to its bounds and does nothing else
   */
  public record Hpa(Optional<Integer> minReplicas, int maxReplicas, boolean keda, boolean metrics) {

    /** Never cuts what the owners of the scenarios ask for, and never lowers. */
    private Hpa withoutMetrics() {
      return new Hpa(minReplicas, maxReplicas == 1 ? 1 : 4, keda, false);
    }
  }

  public Scenario {
    apps = List.copyOf(apps);
    plan = List.copyOf(plan);
  }

  public static Scenario of(long seed) {
    Chance chance = new Chance(seed);
    Chance ofPlan = chance.split();
    boolean harsh = chance.oneIn(2);
    int nodes = 3 + chance.below(3);
    List<App> apps = new ArrayList<>();
    Chance ofHandoffs = new Chance(seed ^ HANDOFFS);
    apps.add(handedOff(app("web", chance), ofHandoffs));
    if (chance.oneIn(3)) {
      apps.add(handedOff(app("api", chance), ofHandoffs));
    }
    boolean brief = !chance.oneIn(4);
    long quietAt = (brief ? chance.between(50, 60) : chance.between(60, 120)) * VirtualTime.SECOND;
    Configuration configuration =
        configuration(chance).toBuilder().surgeGuard(Guard.of(seed) == Guard.ON).build();
    List<Planned> plan =
        new Planner(ofPlan, apps, nodes, quietAt, brief ? 1 : 3, harsh, configuration).plan();
    KedaScenes keda = new KedaScenes(seed);
    List<App> allApps = keda.among(someWithoutMetrics(apps, new Chance(seed ^ METRICS)));
    plan.addAll(keda.acts(allApps, quietAt));
    plan.addAll(Guard.writers(seed, apps, quietAt));
    new HandoffActs(ofHandoffs, plan).draw(apps, quietAt);
    new PausedActs(seed, plan).draw(apps, quietAt);
    DeleteActs deletes = new DeleteActs(seed);
    plan.addAll(deletes.draw(plan, apps, nodes, quietAt));
    BackstopActs backstops = new BackstopActs(seed, quietAt);
    Settings settings = chance.oneIn(3) ? Settings.steady() : Settings.drawn(chance);
    keda.pace(settings);
    return new Scenario(
        seed,
        configuration.toBuilder()
            .guardDeletes(deletes.guarded())
            .backstopPdb(backstops.on())
            .build(),
        settings,
        allApps,
        nodes,
        chance.oneIn(4) ? 1 + chance.below(2) : 10,
        !brief && chance.oneIn(2) ? 2 : 1,
        chance.oneIn(8),
        chance.oneIn(3) ? Pace.ofMillis(1, 20, 800) : Pace.ofMillis(0, 3, 60),
        harsh && chance.oneIn(2) ? 20 + chance.below(60) : 0,
        chance.oneIn(3) ? Pace.ofMillis(5, 300, 6_000) : Pace.ofMillis(1, 15, 200),
        chance.oneIn(4) ? 4 : 64,
        backstops.quietAt(),
        !brief && chance.oneIn(2),
        backstops.among(plan, apps, nodes));
  }

  /** KEDA is installed. */
  public boolean keda() {
    return apps.stream().anyMatch(app -> app.autoscaler().filter(Hpa::keda).isPresent());
  }

  public Scenario withPlan(List<Planned> other) {
    return new Scenario(
        seed,
        configuration,
        settings,
        apps,
        nodes,
        nodeCapacity,
        scalers,
        failClosed,
        way,
        lossOneIn,
        watchLag,
        watchLog,
        quietAt,
        probed,
        other);
  }

  /** Whether there is a surge guard. */
  public Guard guard() {
    return Guard.of(seed);
  }

  /** In a line, for people. */
  public String summary() {
    StringBuilder text = new StringBuilder();
    for (App app : apps) {
      text.append(app.ref())
          .append(app.service() ? " with Service" : "")
          .append(app.budget() ? " with budget" : "")
          .append(app.handsOff() ? " in handoff mode" : "")
          .append(
              app.autoscaler()
                  .map(hpa ->
                      (hpa.keda() ? " with ScaledObject up to " : " with HPA up to ")
                          + hpa.maxReplicas()
                          + (hpa.metrics() ? "" : " without metrics"))
                  .orElse(""))
          .append(", ");
    }
    return text.append(nodes)
        .append(" nodes, ")
        .append(scalers)
        .append(" scalers, hold-seconds ")
        .append(configuration.holdTime().toSeconds())
        .append(", max-hold ")
        .append(configuration.maxHold().toSeconds())
        .append(", scale-down-delay ")
        .append(configuration.scaleDownDelay().toSeconds())
        .append(configuration.guardDeletes() ? ", guard-deletes" : "")
        .append(configuration.backstopPdb() ? ", backstop-pdb" : "")
        .append(failClosed ? ", failurePolicy Fail" : "")
        .append(guard() == Guard.ABSENT ? "" : ", surge guard " + guard())
        .append(", quiet from ")
        .append(quietAt / VirtualTime.SECOND)
        .append(" s")
        .toString();
  }

  private static App app(String name, Chance chance) {
    DeploymentSpec spec =
        DeploymentSpec.of(NAMESPACE, name)
            .strategy(strategy(chance))
            .minReadySeconds(chance.oneIn(4) ? 1 + chance.below(4) : 0)
            .progressDeadlineSeconds(chance.oneIn(8) ? 600 : 30 + chance.below(60));
    if (chance.oneIn(30)) {
      spec = spec.replicas(chance.below(4));
    }
    if (chance.oneIn(20)) {
      spec = spec.unlabelled();
    }
    Optional<Hpa> hpa =
        chance.oneIn(5)
            ? Optional.of(
                new Hpa(
                    chance.oneIn(2) ? Optional.empty() : Optional.of(1),
                    chance.oneIn(6) ? 1 : 2 + chance.below(3),
                    false,
                    true))
            : Optional.empty();
    return new App(spec, chance.oneIn(2), chance.oneIn(6), hpa);
  }

  /** One in two is in handoff mode. */
  private static App handedOff(App app, Chance chance) {
    return chance.oneIn(2)
        ? new App(
            app.spec().annotation(Annotations.SCALE_DOWN_MODE, "handoff"),
            app.service(),
            app.budget(),
            app.autoscaler())
        : app;
  }

  /** One HPA in two. */
  private static List<App> someWithoutMetrics(List<App> apps, Chance chance) {
    List<App> all = new ArrayList<>();
    for (App app : apps) {
      boolean without = chance.oneIn(2);
      all.add(
          new App(
              app.spec(),
              app.service(),
              app.budget(),
              app.autoscaler().map(hpa -> without ? hpa.withoutMetrics() : hpa)));
    }
    return all;
  }

  private static Strategy strategy(Chance chance) {
    return switch (chance.below(10)) {
      case 0, 1, 2, 3 -> Strategy.DEFAULT;
      case 4, 5 -> Strategy.rolling(Bound.pods(1), Bound.pods(1));
      case 6 -> Strategy.rolling(Bound.pods(0), Bound.pods(1));
      case 7 -> Strategy.rolling(Bound.pods(1), Bound.pods(0));
      case 8 -> Strategy.rolling(Bound.percent(100), Bound.percent(50));
      default -> chance.oneIn(3) ? Strategy.RECREATE : Strategy.DEFAULT;
    };
  }

  private static Configuration configuration(Chance chance) {
    return Configuration.defaults().toBuilder()
        .scaleDownDelay(Duration.ofSeconds(chance.pick(List.of(0, 5, 15, 30))))
        .checkInterval(Duration.ofSeconds(chance.pick(List.of(5, 10, 30))))
        .holdTime(Duration.ofSeconds(chance.pick(List.of(1, 5, 10, 10))))
        .maxHold(Duration.ofSeconds(chance.pick(List.of(30, 30, 60, 90))))
        .maxConcurrentHolds(chance.oneIn(8) ? chance.below(2) : 24)
        .unsurgeablePolicy(chance.oneIn(6) ? UnsurgeablePolicy.DENY : UnsurgeablePolicy.ALLOW)
        .build();
  }
}
