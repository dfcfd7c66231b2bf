package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.cluster.store.Watches;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Trace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The one API server: its store, its watches, and the rules of its kinds. It may be away. */
public final class ApiServer {
  private final VirtualTime time;
  private final Trace trace;
  private final Store store;
  private final Watches watches;
  private final Set<Key> exclusiveClaims = new LinkedHashSet<>();
  private final Reads reads;
  private final PodApi pods;
  private final ScaleApi scale;
  private final BudgetApi budgets;
  private final ProtocolApi protocol;
  private final List<Runnable> onAway = new ArrayList<>();
  private boolean away;
  private boolean countsFail;

  public ApiServer(VirtualTime time, Chance chance, Trace trace) {
    this.time = time;
    this.trace = trace;
    store = new Store(time, chance.split(), trace);
    watches = new Watches(store, time, chance.split());
    reads = new Reads(store, exclusiveClaims);
    pods = new PodApi(store);
    scale = new ScaleApi(store);
    budgets = new BudgetApi(time, store);
    protocol = new ProtocolApi(store);
  }

  public VirtualTime time() {
    return time;
  }

  public Trace trace() {
    return trace;
  }

  public Store store() {
    return store;
  }

  public Watches watches() {
    return watches;
  }

  public Reads reads() {
    return reads;
  }

  public PodApi pods() {
    return pods;
  }

  public ScaleApi scale() {
    return scale;
  }

  public BudgetApi budgets() {
    return budgets;
  }

  /** Performs a write at this instant: the ways there and back are the caller's. */
  public WriteOutcome perform(ProtocolWrite write, String fieldManager) {
    if (away) {
      return new WriteOutcome.Unavailable("connection refused");
    }
    return countsFail && write instanceof ProtocolWrite.SetReplicas
        ? new WriteOutcome.Unavailable("failed calling webhook of someone else")
        : protocol.perform(write, fieldManager);
  }

  /** Whether our writes of counts fail, as they do where someone else's webhook is down. */
  public void failCounts(boolean fail) {
    countsFail = fail;
  }

  /** From now on this claim is one that only one node or pod can use. */
  public void exclusiveClaim(String namespace, String claim) {
    exclusiveClaims.add(new Key(namespace, claim));
  }

  public boolean isExclusive(String namespace, String claim) {
    return exclusiveClaims.contains(new Key(namespace, claim));
  }

  /** It answers nobody: no read, no write, no watch. */
  public boolean away() {
    return away;
  }

  /** Connections break, and calls under way are lost. */
  public void goAway() {
    if (!away) {
      away = true;
      watches.serverAway();
      budgets.loseAll();
      onAway.forEach(Runnable::run);
    }
  }

  public void comeBack() {
    if (away) {
      away = false;
      watches.serverBack();
    }
  }

  /** Told each time it goes away. */
  public void onAway(Runnable action) {
    onAway.add(action);
  }
}
