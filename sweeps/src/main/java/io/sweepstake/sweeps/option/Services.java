package io.sweepstake.sweeps.option;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Services of one kind by their names: the program's own, and those of jars that came beside it,
 * which the context class loader of the thread that asks knows.
 */
public final class Services<K> {
  private final String what;
  private final Class<K> kind;
  private final Function<K, String> name;
  private final Map<ClassLoader, Map<String, K>> found = new ConcurrentHashMap<>();

  /**
   * @param what they are, for messages
   * @param name what each is called
   */
  public Services(String what, Class<K> kind, Function<K, String> name) {
    this.what = what;
    this.kind = kind;
    this.name = name;
  }

  /**
   * All of them, the program's own first, in the order in which they are registered.
   *
   * @throws IllegalArgumentException naming one that has no name of its own
   */
  public Map<String, K> here() {
    ClassLoader own = kind.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return found.computeIfAbsent(context == null ? own : context, loader -> find(own, loader));
  }

  private Map<String, K> find(ClassLoader own, ClassLoader beside) {
    Map<String, K> services = new LinkedHashMap<>();
    add(ServiceLoader.load(kind, own), services);
    add(ServiceLoader.load(kind, beside), services);
    return Collections.unmodifiableMap(services);
  }

  private void add(ServiceLoader<K> loaded, Map<String, K> services) {
    for (K service : loaded) {
      K before = services.putIfAbsent(String.valueOf(name.apply(service)), service);
      if (before != null && before.getClass() != service.getClass()) {
        throw new IllegalArgumentException(
            what
                + " "
                + name.apply(service)
                + ": must have a name of its own, another is there; was found as "
                + service.getClass().getName());
      }
    }
  }
}
