package io.github.spotaware.simulation.cluster.api;

import io.github.spotaware.selector.LabelSelector;
import io.github.spotaware.simulation.cluster.object.DisruptionBudget;
import io.github.spotaware.simulation.cluster.object.Key;
import io.github.spotaware.simulation.cluster.object.Kind;
import io.github.spotaware.simulation.cluster.object.Namespace;
import io.github.spotaware.simulation.cluster.store.Store;
import io.github.spotaware.simulation.kernel.Chance;
import io.github.spotaware.simulation.kernel.Pace;
import io.github.spotaware.simulation.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes of budgets by users: admission is asked about one that is made or selects others, and then
 * it is stored. Between the two other webhooks may be asked, which are slow now and then; the
 * request as a whole ends after 34 s. A patch that meets another write is decided anew, admission
 * included (GuaranteedUpdate in registry/generic/registry/store.go).
 */
public final class BudgetApi {
  private static final int TRIES = 5;

  /** Someone else's webhook, or the storage, may take all that is left of the request. */
  private static final int SLOW_ONE_IN = 5;

  private final VirtualTime time;
  private final Store store;
  private final Pace step = Pace.ofMillis(0, 4, 200);
  private final List<Request> open = new ArrayList<>();
  private BudgetAdmission admission = BudgetAdmission.NONE;
  private @Nullable Chance chance;
  private boolean slowNext;

  BudgetApi(VirtualTime time, Store store) {
    this.time = time;
    this.store = store;
  }

  /**
   * From now on it is asked.
   *
   * @param source says how long it takes until what was admitted is stored
   */
  public void admission(BudgetAdmission webhooks, Chance source) {
    admission = webhooks;
    chance = source;
  }

  /** It is made once it is admitted, if the name is free then. */
  public void create(DisruptionBudget budget, Runnable stored) {
    send(new Create(budget, stored));
  }

  /** It selects these pods once that is admitted. */
  public void select(Key key, LabelSelector selector, Runnable stored) {
    send(new Select(key, selector, stored));
  }

  /** The next one that is admitted is stored when its request is about to end. */
  public void slowNext() {
    slowNext = true;
  }

  /** Whoever writes this budget gives up: what is not stored by now never will be. */
  public void abandon(Key key) {
    open.removeIf(request -> request.key.equals(key));
  }

  /** The API server goes away, and what is under way is lost. */
  void loseAll() {
    open.clear();
  }

  private void send(Request request) {
    open.add(request);
    request.begin();
  }

  /**
   * @param left of the request
   */
  private long untilStored(long left) {
    Chance source = chance;
    if (source == null) {
      return 0;
    }
    if (slowNext) {
      slowNext = false;
      return source.between(Math.max(0, left - 2 * VirtualTime.SECOND), left);
    }
    return source.oneIn(SLOW_ONE_IN) ? source.between(0, left) : step.draw(source);
  }

  /** One request under way. */
  private abstract class Request {
    private final Key key;
    private final Runnable stored;
    private final long deadline = time.nanos() + EvictionApi.REQUEST_NANOS;

    Request(Key key, Runnable stored) {
      this.key = key;
      this.stored = stored;
    }

    Key key() {
      return key;
    }

    /** Admission is asked, if there is something to ask about. */
    abstract void begin();

    /** Whether it took effect; where it did not, it may have begun anew. */
    abstract boolean store();

    void review(DisruptionBudget proposed) {
      admission.review(
          proposed,
          () -> time.after(untilStored(deadline - time.nanos()), "budget is stored", this::end));
    }

    private void end() {
      if (!open.contains(this) || time.nanos() > deadline) {
        open.remove(this);
      } else if (store()) {
        open.remove(this);
        stored.run();
      }
    }

    void giveUp() {
      open.remove(this);
    }
  }

  private final class Create extends Request {
    private final DisruptionBudget budget;

    Create(DisruptionBudget budget, Runnable stored) {
      super(budget.meta().key(), stored);
      this.budget = budget;
    }

    @Override
    void begin() {
      review(budget);
    }

    @Override
    boolean store() {
      Namespace namespace = store.get(Kind.NAMESPACE, Key.of(key().namespace()));
      boolean made =
          namespace != null && !namespace.meta().terminating() && store.create(budget) != null;
      if (!made) {
        giveUp();
      }
      return made;
    }
  }

  private final class Select extends Request {
    private final LabelSelector selector;
    private @Nullable DisruptionBudget before;
    private int tries;

    Select(Key key, LabelSelector selector, Runnable stored) {
      super(key, stored);
      this.selector = selector;
    }

    @Override
    void begin() {
      before = store.get(Kind.DISRUPTION_BUDGET, key());
      if (before == null || before.selector().equals(selector)) {
        giveUp();
      } else {
        review(before.with(selector));
      }
    }

    @Override
    boolean store() {
      DisruptionBudget now = store.get(Kind.DISRUPTION_BUDGET, key());
      if (now == null || before == null) {
        giveUp();
        return false;
      }
      if (now.meta().resourceVersion() != before.meta().resourceVersion()) {
        if (++tries < TRIES) {
          begin();
        } else {
          giveUp();
        }
        return false;
      }
      store.patch(now.with(selector));
      return true;
    }
  }
}
