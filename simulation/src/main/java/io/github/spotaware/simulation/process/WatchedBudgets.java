package io.github.spotaware.simulation.process;

import io.github.spotaware.port.BudgetChanges;
import io.github.spotaware.simulation.cluster.api.Mapping;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.store.ChangeType;
import io.github.spotaware.simulation.cluster.store.Informer;
import io.github.spotaware.simulation.cluster.store.WatchEvent;
import io.github.spotaware.workload.DisruptionBudgetState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A process' watch of all budgets, which lags; opened for its first listener. */
final class WatchedBudgets implements BudgetChanges {
  private final SimulatedProcess process;
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private @Nullable Informer<DisruptionBudget> informer;

  /** As production's {@code BudgetWatch} looks at them: without their status. */
  private final Map<Key, List<Object>> views = new HashMap<>();

  WatchedBudgets(SimulatedProcess process) {
    this.process = process;
  }

  @Override
  public void onBudgetChange(Consumer<String> listener) {
    listeners.add(listener);
    if (listeners.size() == 1) {
      informer =
          process
              .world()
              .api()
              .watches()
              .watch(
                  process.name(), Kind.DISRUPTION_BUDGET, budget -> true, this::changed, () -> {});
    }
  }

  /** Lists them anew. */
  void renew() {
    if (informer != null) {
      informer.renew();
    }
  }

  private void changed(WatchEvent<DisruptionBudget> event) {
    DisruptionBudgetState state = Mapping.budget(event.object());
    Key key = event.object().meta().key();
    List<Object> view = List.of(state.uid(), state.selector(), state.backstopOf());
    boolean differs =
        event.type() == ChangeType.DELETED
            ? views.remove(key) != null
            : !view.equals(views.put(key, view));
    if (differs) {
      listeners.forEach(listener -> listener.accept(state.namespace()));
    }
  }
}
