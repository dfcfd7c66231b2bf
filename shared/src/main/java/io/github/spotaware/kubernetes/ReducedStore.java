package io.github.spotaware.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each object that is watched only what its watch reads, as there may be thousands. What
 * handlers are shown of an object that has come is whole; of one as it was before, reduced.
 */
final class ReducedStore<T extends HasMetadata> implements ItemStore<T> {
  private final Map<String, T> objects = new ConcurrentHashMap<>();
  private final UnaryOperator<T> reduction;

  /**
   * @param reduction makes a smaller object, with the same name, UID and resourceVersion
   */
  ReducedStore(UnaryOperator<T> reduction) {
    this.reduction = reduction;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    return objects.put(key, reduction.apply(object));
  }

  @Override
  public @Nullable T remove(String key) {
    return objects.remove(key);
  }

  @Override
  public Stream<String> keySet() {
    return objects.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return objects.values().stream();
  }

  @Override
  public int size() {
    return objects.size();
  }

  @Override
  public @Nullable T get(String key) {
    return objects.get(key);
  }
}
