package io.github.spotaware.simulation.process;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.config.DeploymentOverrides;
import io.github.spotaware.freshness.Pulse;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.port.LiveReads;
import io.github.spotaware.port.NodeListener;
import io.github.spotaware.port.Timing;
import io.github.spotaware.port.Watched;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.api.ApiServer;
import io.github.spotaware.simulation.variant.Variant;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.webhook.eviction.WakeUps;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.NodeState;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A process that can crash, be paused and start again. What it was told and what it set in an
 * earlier life never reaches it; what it had sent takes effect all the same.
 */
public abstract class SimulatedProcess implements ClusterPort {
  private final World world;
  private final String name;
  private final String manager;
  private final ProcessTiming timing = new ProcessTiming(this);
  private final Requests requests;
  private final LiveReads reads;
  private final List<Runnable> whilePaused = new ArrayList<>();
  private final List<Consumer<DeploymentRef>> changeListeners = new ArrayList<>();
  private final List<NodeListener> nodeListeners = new ArrayList<>();
  private final List<Runnable> configurationListeners = new ArrayList<>();
  private Configuration configuration;
  private WatchedCluster watched;
  private long life;
  private boolean up;
  private boolean paused;
  private Pulse pulse;

  /**
   * @param manager its field manager
   * @param variant what is broken in it; a sound one breaks nothing
   */
  protected SimulatedProcess(World world, String name, String manager, Variant variant) {
    this.world = world;
    this.name = name;
    this.manager = manager;
    this.configuration = world.configuration();
    this.requests = variant.requests(new Requests(world, this));
    this.reads = requests.reads();
    this.watched = new WatchedCluster(this);
    this.pulse = Pulse.begins(timing.now());
  }

  /** Starts, or starts again. */
  public final void start() {
    if (!up) {
      up = true;
      life++;
      world.trace().say(name, () -> "starts");
      changeListeners.clear();
      nodeListeners.clear();
      configurationListeners.clear();
      watched = new WatchedCluster(this);
      pulse = Pulse.begins(timing.now());
      begin();
      watched.open();
    }
  }

  /** Makes the production objects of a new life. */
  protected abstract void begin();

  /** {@code kill -9}. */
  public final void crash() {
    if (up) {
      up = false;
      paused = false;
      whilePaused.clear();
      life++;
      world.trace().say(name, () -> "is killed");
      world.coverage().fault(Fault.CRASH);
      world.api().watches().close(name);
      died();
    }
  }

  /**
   * It is killed at one of its next writes: before it is sent, or when it has taken effect.
   *
   * @param killed told then
   */
  public final void crashAt(int writesToGo, boolean afterwards, Runnable killed) {
    requests.crashAt(writesToGo, afterwards, killed);
  }

  /** It lives on, whatever {@link #crashAt} said. */
  public final void spare() {
    requests.spare();
  }

  /** What others notice at once: its connections break. */
  protected void died() {}

  /** {@code SIGSTOP}; its clocks go on. */
  public final void pause() {
    if (up && !paused) {
      pulse = pulse();
      paused = true;
      world.trace().say(name, () -> "is paused");
      world.coverage().fault(Fault.PAUSE);
      world.api().watches().freeze(name);
    }
  }

  /** {@code SIGCONT}: all that came meanwhile comes now, in order. */
  public final void resume() {
    if (paused) {
      paused = false;
      world.trace().say(name, () -> "goes on");
      world.api().watches().thaw(name);
      Pulse before = pulse;
      pulse = before.beat(timing.now());
      if (!pulse.gap().equals(before.gap())) {
        renewWatches();
      }
      List<Runnable> late = new ArrayList<>(whilePaused);
      whilePaused.clear();
      for (Runnable action : late) {
        world.time().after(0, "late", action);
      }
    }
  }

  /** It notices that it stood still; production does so with its next beat, which is overdue. */
  protected void renewWatches() {
    watched.renew();
  }

  /** It beats while it runs: each beat of its own would cost as much as all that happens. */
  final Pulse pulse() {
    return paused ? pulse : new Pulse(timing.now(), pulse.gap());
  }

  /** Its Deployments have been listed and their watch is open, whenever that was. */
  public final boolean watching() {
    return watched.watching();
  }

  public final boolean up() {
    return up;
  }

  public final boolean paused() {
    return paused;
  }

  public final String name() {
    return name;
  }

  /** The API server, for those who look behind the ports. */
  public final ApiServer api() {
    return world.api();
  }

  /** It is a scaler, not a webhook. */
  public final boolean isScaler() {
    return manager.equals(FieldManagers.SCALER);
  }

  /** What wakes held evictions in this process. */
  public final WakeUps wakeUps(WakeUps.Listener listener) {
    return new SimulatedWakeUps(this, listener);
  }

  final String manager() {
    return manager;
  }

  final World world() {
    return world;
  }

  final WatchedCluster watchedCluster() {
    return watched;
  }

  /** The action, in this life only, and not while the process is paused. */
  final Runnable inThisLife(Runnable action) {
    return inLife(life, action);
  }

  /** Which life it is in, for {@link #inLife}. */
  final long life() {
    return life;
  }

  /** The same for an answer to something that was asked in that life. */
  final Runnable inLife(long born, Runnable action) {
    return new Runnable() {
      @Override
      public void run() {
        if (life != born) {
          return;
        }
        if (paused) {
          whilePaused.add(this);
        } else {
          action.run();
        }
      }
    };
  }

  /** Its wall clock is this much ahead from now on; behind if negative. */
  public final void skew(Duration ahead) {
    world.coverage().fault(Fault.CLOCK_SKEW);
    timing.skew(ahead);
  }

  /** It sees another configuration from now on. */
  public final void configure(Configuration changed) {
    configuration = changed;
    if (up) {
      List.copyOf(configurationListeners).forEach(Runnable::run);
    }
  }

  final void changed(DeploymentRef ref) {
    for (Consumer<DeploymentRef> listener : changeListeners) {
      listener.accept(ref);
    }
  }

  final void nodeSeen(NodeState node) {
    List.copyOf(nodeListeners).forEach(listener -> listener.seen(node));
  }

  final void nodeGone(String node) {
    List.copyOf(nodeListeners).forEach(listener -> listener.gone(node));
  }

  @Override
  public final LiveReads reads() {
    return reads;
  }

  @Override
  public final CompletionStage<WriteOutcome> perform(ProtocolWrite write) {
    return requests.perform(write);
  }

  @Override
  public final Watched watched() {
    return watched;
  }

  @Override
  public final Configuration configuration() {
    return configuration;
  }

  @Override
  public final Configuration configurationFor(WorkloadSnapshot workload) {
    return workload.deployment().isEmpty() || workload.deployment().get().annotations().isEmpty()
        ? configuration
        : DeploymentOverrides.parse(workload.deployment().get().annotations())
            .applyTo(configuration);
  }

  @Override
  public final void tell(List<Report> reports) {
    for (Report report : reports) {
      world.coverage().told(report.reason());
      world.trace().say(name, () -> report.reason().text() + ": " + report.note());
    }
  }

  @Override
  public final Timing timing() {
    return timing;
  }

  final ProcessTiming processTiming() {
    return timing;
  }

  @Override
  public final void onChange(Consumer<DeploymentRef> listener) {
    changeListeners.add(listener);
  }

  @Override
  public final void onNodes(NodeListener listener) {
    nodeListeners.add(listener);
  }

  @Override
  public final void onConfigurationChange(Runnable listener) {
    configurationListeners.add(listener);
  }
}
