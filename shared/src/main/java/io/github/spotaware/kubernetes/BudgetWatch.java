package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.spotaware.port.BudgetChanges;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All PodDisruptionBudgets of the cluster; their status does not matter. */
public final class BudgetWatch implements BudgetChanges, AutoCloseable {
  private final KubernetesClient client;
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable SharedIndexInformer<PodDisruptionBudget> informer;

  public BudgetWatch(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public synchronized void onBudgetChange(Consumer<String> listener) {
    listeners.add(listener);
    if (informer == null) {
      informer =
          Informers.lasting(
              client.policy().v1().podDisruptionBudget().inAnyNamespace().runnableInformer(0));
      informer.addEventHandler(Handler.onChangeOf(BudgetWatch::view, this::tell));
      informer.start();
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
  public synchronized void close() {
    if (informer != null) {
      informer.stop();
    }
  }
}
