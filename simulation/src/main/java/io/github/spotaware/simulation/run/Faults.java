package io.github.spotaware.simulation.run;

import io.github.spotaware.simulation.check.Coverage;
import io.github.spotaware.simulation.check.Fault;
import io.github.spotaware.simulation.cluster.Cluster;
import io.github.spotaware.simulation.cluster.controller.Component;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.process.Network;
import io.github.spotaware.simulation.process.SimulatedProcess;
import io.github.spotaware.simulation.process.WebhookProcess;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What goes wrong in and between the processes and the controllers, for a while. */
public final class Faults {
  private final Run run;
  private final Cluster cluster;
  private final Coverage coverage;
  private final Network network;
  private final List<WebhookProcess> webhooks;

  Faults(Run run, Network network, List<WebhookProcess> webhooks) {
    this.run = run;
    this.cluster = run.cluster();
    this.coverage = run.coverage();
    this.network = network;
    this.webhooks = webhooks;
  }

  private void with(String name, Consumer<SimulatedProcess> act) {
    for (SimulatedProcess process : run.processes()) {
      if (process.name().equals(name)) {
        act.accept(process);
      }
    }
  }

  /** Kills a process, which starts again after a while. */
  public void crash(String name, long downFor) {
    with(
        name,
        process -> {
          process.crash();
          run.later(downFor, process::start);
        });
  }

  /** Kills it at one of its next writes. */
  public void crashAtWrite(String name, int writes, boolean afterwards, long downFor) {
    with(
        name,
        process -> process.crashAt(writes, afterwards, () -> run.later(downFor, process::start)));
  }

  public void pause(String name, long nanos) {
    with(
        name,
        process -> {
          process.pause();
          run.later(nanos, process::resume);
        });
  }

  public void terminateWebhook(long downFor) {
    WebhookProcess webhook = webhooks.get(run.chance().below(webhooks.size()));
    webhook.terminate();
    run.later(downFor, webhook::start);
  }

  public void skew(String name, Duration ahead) {
    with(name, process -> process.skew(ahead));
  }

  public void apiAway(long nanos) {
    cluster.api().goAway();
    coverage.fault(Fault.API_AWAY);
    run.later(nanos, cluster.api()::comeBack);
  }

  public void cutOff(String name, long nanos) {
    coverage.fault(Fault.CUT_OFF);
    network.cutOff(name, run.time().nanos() + nanos);
    stallWatch(name, nanos);
  }

  public void stallWatch(String name, long nanos) {
    coverage.fault(Fault.WATCH_STALLED);
    with(
        name,
        process -> {
          if (process.up()) {
            cluster.watches().freeze(name);
            run.later(
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
    run.later(nanos, () -> cluster.api().failCounts(false));
  }

  /** The next budget takes as long as a request may. */
  public void slowBudget() {
    coverage.fault(Fault.BUDGET_SLOW);
    cluster.api().budgets().slowNext();
  }

  /** Nothing of this kind reaches the component for a while: it acts on an old cache. */
  public void stallWatch(Component component, Kind<?> kind, long nanos) {
    coverage.fault(Fault.CONTROLLER_BEHIND);
    cluster.watches().stall(component.text(), kind, nanos);
  }

  public void quota(int pods, long nanos) {
    coverage.fault(Fault.QUOTA);
    cluster.users().quota("apps", pods);
    run.later(nanos, () -> cluster.users().quota("apps", -1));
  }
}
