package io.github.spotaware.simulation.run;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Judge;
import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.process.BudgetWebhooks;
import io.github.spotaware.simulation.process.CountWebhook;
import io.github.spotaware.simulation.process.Network;
import io.github.spotaware.simulation.process.ScalerProcess;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.process.WebhookProcess;
import io.github.spotaware.simulation.process.Webhooks;
import io.github.spotaware.simulation.process.World;
import io.github.spotaware.simulation.scenario.Guard;
import io.github.spotaware.simulation.scenario.Planned;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of one scenario: all that takes part in it. */
public final class Run {
  /** {@code timeoutSeconds} of the entries is hold-seconds and this much, the least allowed. */
  private static final Duration TIMEOUT_BEYOND_HOLD = Duration.ofSeconds(3);

  private final Scenario scenario;
  private final Coverage coverage = new Coverage();
  private final VirtualTime time = new VirtualTime();
  private final Trace trace;
  private final Chance chance;
  private final Network network;
  private final Cluster cluster;
  private final Judge judge;
  private final Owners owners;
  private final Clients clients = new Clients(this);
  private final Ambushes ambushes;
  private final Faults faults;
  private final Accidents accidents;
  private final List<WebhookProcess> webhooks = new ArrayList<>();
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private boolean outOfScope;
  private boolean backstops;
  private boolean ended;
  private boolean calm;

  /**
   * @param lines told the trace; null for none
   */
  public Run(Scenario scenario, Variant variant, @Nullable Consumer<String> lines) {
    this.scenario = scenario;
    this.trace = lines == null ? Trace.OFF : Trace.to(time, lines);
    this.chance = new Chance(scenario.seed() ^ 0x5DEECE66DL);
    this.cluster = new Cluster(time, chance.split(), trace, scenario.settings());
    if (scenario.keda()) {
      cluster.installKeda(new Chance(scenario.seed() ^ 0x4B454441L), scenario.settings());
    }
    this.network = new Network(chance.split(), scenario.way(), scenario.lossOneIn());
    this.judge = new Judge(cluster, scenario.configuration(), coverage);
    this.owners = new Owners(cluster, scenario.apps());
    World world =
        new World(
            time,
            chance.split(),
            trace,
            cluster.api(),
            network,
            scenario.configuration(),
            judge,
            coverage);
    for (int i = 0; i < 2; i++) {
      webhooks.add(new WebhookProcess(world, "webhook-" + i, variant));
    }
    processes.addAll(webhooks);
    for (int i = 0; i < scenario.scalers(); i++) {
      processes.add(new ScalerProcess(world, "scaler-" + i, variant));
    }
    cluster
        .evictions()
        .admission(
            new Webhooks(
                world,
                webhooks,
                scenario.configuration().holdTime().plus(TIMEOUT_BEYOND_HOLD),
                scenario.failClosed()));
    if (scenario.guard() != Guard.ABSENT) {
      // A source of its own: what the others draw does not shift.
      Chance ofGuard = new Chance(scenario.seed() ^ 0x6775617264L);
      cluster
          .api()
          .scale()
          .admission(new CountWebhook(world, webhooks, ofGuard, scenario.way(), variant));
    }
    this.backstops = scenario.configuration().backstopPdb();
    Chance ofBudgets = new Chance(scenario.seed() ^ 0x627564676574L);
    cluster
        .api()
        .budgets()
        .admission(
            new BudgetWebhooks(world, webhooks, ofBudgets, scenario.way()), ofBudgets.split());
    // failurePolicy Fail is for evictions only.
    cluster
        .deletes()
        .admission(
            new Webhooks(
                world,
                webhooks,
                scenario.configuration().holdTime().plus(TIMEOUT_BEYOND_HOLD),
                false));
    if (scenario.configuration().guardDeletes()) {
      cluster.askAboutTaintEvictions();
    }
    judge.watch();
    ambushes = new Ambushes(this);
    faults = new Faults(this, network, webhooks);
    accidents = new Accidents(this, webhooks);
    variant.begin(this);
  }

  /** Runs it to its end, or to the first violation. */
  public @Nullable Violation judged() {
    begin();
    new Course(this).run();
    return judge.violation();
  }

  private void begin() {
    cluster.store().keepLog(scenario.watchLog());
    cluster.users().createNamespace("apps");
    for (int i = 1; i <= scenario.nodes(); i++) {
      cluster.nodes().add("n" + i, scenario.nodeCapacity());
    }
    owners.deploy();
    for (SimulatedProcess process : processes) {
      cluster.watches().lag(process.name(), scenario.watchLag());
      process.start();
    }
    for (Planned planned : scenario.plan()) {
      time.after(
          planned.nanos(),
          "plan",
          () -> {
            trace.say("plan", planned::toString);
            coverage.count(Coverage.Group.ACTION, planned.what());
            planned.action().accept(this);
          });
    }
  }

  public Scenario scenario() {
    return scenario;
  }

  public Coverage coverage() {
    return coverage;
  }

  public VirtualTime time() {
    return time;
  }

  public Trace trace() {
    return trace;
  }

  Chance chance() {
    return chance;
  }

  public Cluster cluster() {
    return cluster;
  }

  public Judge judge() {
    return judge;
  }

  public Owners owners() {
    return owners;
  }

  public Clients clients() {
    return clients;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  /** Disruptions have stopped: who gives up on a node gives it back. */
  boolean calm() {
    return calm;
  }

  void calmDown() {
    calm = true;
  }

  /** Everything is over: clients ask no more. */
  public boolean over() {
    return ended;
  }

  void end() {
    ended = true;
  }

  void later(long nanos, Runnable action) {
    time.after(nanos, "later", action);
  }

  /** What goes wrong in and between the processes. */
  public Faults faults() {
    return faults;
  }

  /** What happens to nodes and pods. */
  public Accidents accidents() {
    return accidents;
  }

  /** Does it at the next such write. */
  public void ambush(Ambush ambush) {
    ambushes.lay(ambush);
  }

  /** A client was told to come again. */
  void turnedAway(Pod pod) {
    judge.turnedAway(pod);
  }

  /** Each process hears of it in its own time. */
  public void toggleScope() {
    outOfScope = !outOfScope;
    scope(outOfScope);
  }

  void scope(boolean out) {
    outOfScope = out;
    judge.scopeChanged(out);
    configure();
  }

  /** {@code backstop-pdb}; each process hears of it in its own time. */
  public void switchBackstops(boolean on) {
    backstops = on;
    configure();
  }

  private void configure() {
    for (SimulatedProcess process : processes) {
      later(scenario.watchLag().draw(chance), () -> process.configure(configuration()));
    }
  }

  /** As it is now: a watch does not show the older after the newer. */
  Configuration configuration() {
    return scenario.configuration().toBuilder()
        .backstopPdb(backstops)
        .namespaceMode(outOfScope ? NamespaceMode.BLACKLIST : NamespaceMode.ALL)
        .targetNamespaces(outOfScope ? Set.of("apps") : Set.of())
        .build();
  }

  /**
   * Someone asks for one replica each second, as a Git operator does whose manifest says so.
   *
   * @param applied by server-side apply
   * @param until in nanoseconds of virtual time
   */
  public void askForOne(DeploymentRef ref, boolean applied, long until) {
    if (ended || time.nanos() >= until) {
      return;
    }
    if (!cluster.api().away()) {
      if (applied) {
        owners.apply(ref, 1);
      } else {
        owners.scale(ref, 1);
      }
    }
    later(VirtualTime.SECOND, () -> askForOne(ref, applied, until));
  }

  boolean outOfScope() {
    return outOfScope;
  }

  void networkIsSound() {
    network.sound();
  }
}
