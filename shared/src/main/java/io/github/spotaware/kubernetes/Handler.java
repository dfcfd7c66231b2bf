package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An informer's handler that passes on what matters.
 *
 * @param onPresent told of each new object, and of each whose view has changed
 * @param onGone told of each that is gone, or has left the selection
 * @param view what matters of an object; updates that leave it equal are passed over
 */
record Handler<T>(Consumer<T> onPresent, Consumer<T> onGone, Function<T, ?> view)
    implements ResourceEventHandler<T> {

  /** Each update matters. */
  static <T> Handler<T> of(Consumer<T> onPresent, Consumer<T> onGone) {
    return new Handler<>(onPresent, onGone, object -> new Object());
  }

  /** Only that something changed matters, and only in this view. */
  static <T> Handler<T> onChangeOf(Function<T, ?> view, Consumer<T> changed) {
    return new Handler<>(changed, changed, view);
  }

  @Override
  public void onAdd(T object) {
    onPresent.accept(object);
  }

  @Override
  public void onUpdate(T before, T after) {
    if (!view.apply(before).equals(view.apply(after))) {
      onPresent.accept(after);
    }
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    onGone.accept(object);
  }
}
