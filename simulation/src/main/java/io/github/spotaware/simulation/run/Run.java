package io.github.spotaware.simulation.run;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.NamespaceMode;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.check.Judge;
import io.github.spotaware.simulation.check.Violation;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Pod;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.simulation.process.Network;
import io.github.spotaware.simulation.process.ScalerProcess;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.process.WebhookProcess;
import io.github.spotaware.simulation.process.Webhooks;
import io.github.spotaware.simulation.process.World;
import io.github.spotaware.simulation.scenario.Planned;
import io.github.spotaware.simulation.scenario.Scenario;
import io.github.spotaware.simulation.variant.Variant;
import io.github.spotaware.surge.DeletionCosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of one scenario: all that takes part in it, and what can be done to them. */
public final class Run {
  /** {@code timeoutSeconds} of the entries is hold-seconds and this much. */
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
  private final List<WebhookProcess> webhooks = new ArrayList<>();
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private boolean outOfScope;
  private boolean ended;
  private boolean calm;
  private int nodesAdded;

  /**
   * @param lines told the trace; null for none
   */
  public Run(Scenario scenario, Variant variant, @Nullable Consumer<String> lines) {
    this.scenario = scenario;
    this.trace = lines == null ? Trace.OFF : Trace.to(time, lines);
    this.chance = new Chance(scenario.seed() ^ 0x5DEECE66DL);
    this.cluster = new Cluster(time, chance.split(), trace, scenario.settings());
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
    judge.watch();
    ambushes = new Ambushes(this);
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

  private void with(String name, Consumer<SimulatedProcess> act) {
    for (SimulatedProcess process : processes) {
      if (process.name().equals(name)) {
        act.accept(process);
      }
    }
  }

  private void later(long nanos, Runnable action) {
    time.after(nanos, "later", action);
  }

  /** Kills a process, which starts again after a while. */
  public void crash(String name, long downFor) {
    with(
        name,
        process -> {
          process.crash();
          later(downFor, process::start);
        });
  }

  /** Kills it at one of its next writes. */
  public void crashAtWrite(String name, int writes, boolean afterwards, long downFor) {
    with(
        name, process -> process.crashAt(writes, afterwards, () -> later(downFor, process::start)));
  }

  public void pause(String name, long nanos) {
    with(
        name,
        process -> {
          process.pause();
          later(nanos, process::resume);
        });
  }

  public void terminateWebhook(long downFor) {
    WebhookProcess webhook = webhooks.get(chance.below(webhooks.size()));
    webhook.terminate();
    later(downFor, webhook::start);
  }

  public void skew(String name, Duration ahead) {
    with(name, process -> process.skew(ahead));
  }

  public void apiAway(long nanos) {
    cluster.api().goAway();
    coverage.fault(Fault.API_AWAY);
    later(nanos, cluster.api()::comeBack);
  }

  public void cutOff(String name, long nanos) {
    coverage.fault(Fault.CUT_OFF);
    network.cutOff(name, time.nanos() + nanos);
    stallWatch(name, nanos);
  }

  public void stallWatch(String name, long nanos) {
    coverage.fault(Fault.WATCH_STALLED);
    with(
        name,
        process -> {
          if (process.up()) {
            cluster.watches().freeze(name);
            later(
                nanos,
                () -> {
                  if (!process.paused()) {
                    cluster.watches().thaw(name);
                  }
                });
          }
        });
  }

  public void breakWatches(String name, boolean compacted) {
    coverage.fault(compacted ? Fault.LOG_COMPACTED : Fault.WATCH_BROKEN);
    cluster.watches().disconnect(name);
    if (compacted) {
      cluster.store().compact();
    }
  }

  public void sleep(Component component, long nanos) {
    coverage.fault(Fault.CONTROLLER_ASLEEP);
    cluster.controller(component).sleep(nanos);
  }

  /** Our writes of counts fail for a while. */
  public void failCounts(long nanos) {
    coverage.fault(Fault.COUNTS_FAIL);
    cluster.api().failCounts(true);
    later(nanos, () -> cluster.api().failCounts(false));
  }

  /** Nothing of this kind reaches the component for a while: it acts on an old cache. */
  public void stallWatch(Component component, Kind<?> kind, long nanos) {
    coverage.fault(Fault.CONTROLLER_BEHIND);
    cluster.watches().stall(component.text(), kind, nanos);
  }

  /** Does it at the next such write. */
  public void ambush(Ambush ambush) {
    ambushes.lay(ambush);
  }

  public void quota(int pods, long nanos) {
    coverage.fault(Fault.QUOTA);
    cluster.users().quota("apps", pods);
    later(nanos, () -> cluster.users().quota("apps", -1));
  }

  public void killNode(String node) {
    coverage.fault(Fault.NODE_KILLED);
    cluster.nodes().kill(node);
  }

  /**
   * Before a change that makes the node a doomed one the API server asks one of the webhooks, or
   * none: it does not wait for one that is away.
   */
  public void announce(String node) {
    WebhookProcess asked = webhooks.get(chance.below(webhooks.size()));
    asked.asked(node);
  }

  public void removeNode(String node) {
    if (cluster.store().list(Kind.NODE).size() > 1) {
      announce(node);
      cluster.nodes().remove(node);
    }
  }

  public void addNode() {
    cluster.nodes().add("extra" + ++nodesAdded, scenario.nodeCapacity());
  }

  public void crashUnmarkedPods(DeploymentRef ref) {
    cluster.truth().pods(ref).stream()
        .filter(pod -> !DeletionCosts.OURS.equals(pod.deletionCost()))
        .forEach(pod -> cluster.kubelets().crash(pod.meta().key()));
  }

  public void cordonNodeOf(DeploymentRef ref) {
    cluster.truth().pods(ref).stream()
        .map(Pod::node)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(node -> {
          announce(node);
          cluster.nodes().cordon(node);
        });
  }

  public void crashPods(DeploymentRef ref) {
    cluster.truth().pods(ref).forEach(pod -> cluster.kubelets().crash(pod.meta().key()));
  }

  public void crashPod(String node) {
    onNode(node, pod -> cluster.kubelets().crash(pod.meta().key()));
  }

  public void deletePod(String node) {
    onNode(node, this::delete);
  }

  /** Directly, not by an eviction. */
  void delete(Pod pod) {
    judge.deletedBySomeone(pod);
    cluster.users().deletePod(pod.meta().namespace(), pod.meta().name());
  }

  private void onNode(String node, Consumer<Pod> act) {
    for (Pod pod : cluster.store().list(Kind.POD)) {
      if (node.equals(pod.node()) && pod.active()) {
        act.accept(pod);
        return;
      }
    }
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
    for (SimulatedProcess process : processes) {
      later(scenario.watchLag().draw(chance), () -> process.configure(configuration()));
    }
  }

  /** As it is now: a watch does not show the older after the newer. */
  private Configuration configuration() {
    return scenario.configuration().toBuilder()
        .namespaceMode(outOfScope ? NamespaceMode.BLACKLIST : NamespaceMode.ALL)
        .targetNamespaces(outOfScope ? Set.of("apps") : Set.of())
        .build();
  }

  boolean outOfScope() {
    return outOfScope;
  }

  void networkIsSound() {
    network.sound();
  }
}
