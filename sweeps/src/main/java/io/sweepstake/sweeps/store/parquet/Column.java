package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.TrialColumn;
import java.time.Instant;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** A column of a table: optional, and of one of the few types that trial tables need. */
record Column(String name, Kind kind) {
  enum Kind {
    INT,
    LONG,
    DOUBLE,
    TEXT,
    /** Microseconds since 1970, UTC. */
    TIMESTAMP;

    private static final Map<Class<?>, Kind> OF =
        Map.of(
            Integer.class, INT,
            Long.class, LONG,
            Double.class, DOUBLE,
            String.class, TEXT,
            Instant.class, TIMESTAMP);
  }

  static Column of(TrialColumn<?> column) {
    return new Column(column.name(), Kind.OF.get(column.type()));
  }

  PrimitiveType type() {
    return switch (kind) {
      case INT -> Types.optional(PrimitiveTypeName.INT32).named(name);
      case LONG -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
              .named(name);
    };
  }
}
