package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** An informer's handler that treats every change alike. */
record Handler<T>(Consumer<T> onPresent, Consumer<T> onGone) implements ResourceEventHandler<T> {

  static <T> Handler<T> onAny(Consumer<T> consumer) {
    return new Handler<>(consumer, consumer);
  }

  @Override
  public void onAdd(T object) {
    onPresent.accept(object);
  }

  @Override
  public void onUpdate(T before, T after) {
    onPresent.accept(after);
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    onGone.accept(object);
  }
}
