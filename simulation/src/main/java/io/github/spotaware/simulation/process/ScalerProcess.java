package io.github.spotaware.simulation.process;

import io.github.spotaware.reconcile.BackstopAgenda;
import io.github.spotaware.reconcile.Course;
import io.github.spotaware.reconcile.LeaderTerm;
import io.github.spotaware.reconcile.NodeAgenda;
import io.github.spotaware.reconcile.Reconciler;
import io.github.spotaware.reconcile.ScalerAgenda;
import io.github.spotaware.reconcile.WorkQueue;
import io.github.spotaware.simulation.variant.Variant;
import io.github.spotaware.workload.FieldManagers;
import org.jspecify.annotations.Nullable;

/** A scaler replica: the production agenda, queue and passes, under a modelled leader election. */
public final class ScalerProcess extends SimulatedProcess {
  private LeaderTerm term = new LeaderTerm();
  private @Nullable BackstopAgenda backstops;
  private @Nullable WatchedBudgets budgets;
  private int starts;

  public ScalerProcess(World world, String name, Variant variant) {
    super(world, name, FieldManagers.SCALER, variant);
  }

  @Override
  protected void begin() {
    term = new LeaderTerm();
    NodeAgenda nodes = new NodeAgenda(this, this::leads, ScalerAgenda.NODE_LAG);
    Reconciler reconciler = new Reconciler(this, this::leads, Course.WHOLE, nodes::due);
    WorkQueue queue = new WorkQueue(reconciler::pass, timing());
    ScalerAgenda agenda = new ScalerAgenda(this, this::leads, queue, nodes);
    agenda.start();
    WatchedBudgets watchedBudgets = new WatchedBudgets(this);
    budgets = watchedBudgets;
    BackstopAgenda begun = new BackstopAgenda(this, watchedBudgets, this::leads);
    begun.start();
    backstops = begun;
    Runnable termBegins =
        () -> {
          agenda.termBegins();
          begun.everything();
        };
    new LeaseElector(this, name() + "_" + ++starts, this::newTerm, termBegins).start();
  }

  @Override
  protected void renewWatches() {
    super.renewWatches();
    if (budgets != null) {
      budgets.renew();
    }
  }

  @Override
  protected void died() {
    if (backstops != null) {
      backstops.close();
    }
  }

  private LeaderTerm newTerm() {
    term = new LeaderTerm();
    return term;
  }

  /** As {@code Leadership.leads} of production. */
  public boolean leads() {
    return up() && term.leads(timing().now().nanos());
  }
}
