package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.spotaware.port.BudgetChanges;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All PodDisruptionBudgets of the cluster; their status does not matter. */
public final class BudgetWatch implements BudgetChanges, AutoCloseable {
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final LastingWatch<PodDisruptionBudget> watch;
  private boolean started;

  public BudgetWatch(KubernetesClient client, Watches watches) {
    watch =
        new LastingWatch<>(
            "PodDisruptionBudgets",
            () -> Informers.consistent(client.policy().v1().podDisruptionBudget().inAnyNamespace()),
            Handler.onChangeOf(BudgetWatch::view, this::tell),
            watches);
  }

  @Override
  public synchronized void onBudgetChange(Consumer<String> listener) {
    listeners.add(listener);
    if (!started) {
      started = true;
      watch.start();
    }
  }

  private void tell(PodDisruptionBudget budget) {
    listeners.forEach(listener -> listener.accept(budget.getMetadata().getNamespace()));
  }

  private static List<Object> view(PodDisruptionBudget budget) {
    DisruptionBudgetState state = BudgetMapper.map(budget);
    return List.of(state.uid(), state.selector(), state.backstopOf());
  }

  @Override
  public void close() {
    watch.close();
  }
}
