package io.sweepstake.sweeps.store.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A flat Parquet file in memory: its key-value metadata and its rows, each an array with one
 * Integer, Long, Double, String or null per column.
 */
record ParquetFile(Map<String, String> metadata, List<String> columns, List<Object[]> rows) {

  /** Writes a file, and makes it durable before returning. */
  static void write(
      FileSystem files,
      Path path,
      String table,
      List<Column> columns,
      List<Object[]> rows,
      Map<String, String> metadata)
      throws IOException {
    List<Type> types = new ArrayList<>();
    columns.forEach(column -> types.add(column.type()));
    MessageType schema = new MessageType(table, types);
    try (ParquetWriter<Object[]> writer =
        new Writer(new Output(files, path), schema, columns, metadata)
            .withConf(files.getConf() == null ? new Configuration(false) : files.getConf())
            // Tables are small and their reader may lack native codecs; dictionaries do most of it.
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withDictionaryEncoding(true)
            .build()) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
  }

  /**
   * Reads a whole file.
   *
   * @throws IOException when it cannot be read
   * @throws RuntimeException of Parquet's own kinds when it is not, or no longer, a Parquet file
   */
  static ParquetFile read(FileSystem files, Path path) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(new Input(files, path), ParquetReadOptions.builder().build())) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<String> columns = schema.getFields().stream().map(Type::getName).toList();
      List<Object[]> rows = new ArrayList<>();
      MessageColumnIO columnIo = new ColumnIOFactory().getColumnIO(schema);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Object[]> records =
            columnIo.getRecordReader(pages, new RowMaterializer(columns.size()));
        for (long k = 0; k < pages.getRowCount(); k++) {
          rows.add(records.read());
        }
      }
      return new ParquetFile(reader.getFileMetaData().getKeyValueMetaData(), columns, rows);
    }
  }

  private static final class Writer extends ParquetWriter.Builder<Object[], Writer> {
    private final MessageType schema;
    private final List<Column> columns;
    private final Map<String, String> metadata;

    Writer(
        OutputFile file, MessageType schema, List<Column> columns, Map<String, String> metadata) {
      super(file);
      this.schema = schema;
      this.columns = columns;
      this.metadata = metadata;
    }

    @Override
    protected Writer self() {
      return this;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(Configuration conf) {
      return new WriteSupport<>() {
        private RecordConsumer consumer;

        @Override
        public WriteContext init(Configuration configuration) {
          return new WriteContext(schema, metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
          consumer = recordConsumer;
        }

        @Override
        public void write(Object[] row) {
          consumer.startMessage();
          for (int k = 0; k < row.length; k++) {
            if (row[k] != null) {
              consumer.startField(columns.get(k).name(), k);
              add(row[k]);
              consumer.endField(columns.get(k).name(), k);
            }
          }
          consumer.endMessage();
        }

        private void add(Object value) {
          if (value instanceof Integer number) {
            consumer.addInteger(number);
          } else if (value instanceof Long number) {
            consumer.addLong(number);
          } else if (value instanceof Double number) {
            consumer.addDouble(number);
          } else {
            consumer.addBinary(Binary.fromString((String) value));
          }
        }
      };
    }
  }

  private record Output(FileSystem files, Path path) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      FSDataOutputStream out = files.create(path, false);
      return new DelegatingPositionOutputStream(HadoopStreams.wrap(out)) {
        private boolean closed;

        @Override
        public long getPos() throws IOException {
          return out.getPos();
        }

        @Override
        public void close() throws IOException {
          if (!closed) {
            closed = true;
            try (out) {
              StudyDirectory.sync(out);
            }
          }
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private record Input(FileSystem files, Path path) implements InputFile {
    @Override
    public long getLength() throws IOException {
      return files.getFileStatus(path).getLen();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
      return HadoopStreams.wrap(files.open(path));
    }
  }

  private static final class RowMaterializer extends RecordMaterializer<Object[]> {
    private final int width;
    private final GroupConverter root;
    private Object[] row;

    RowMaterializer(int width) {
      this.width = width;
      Converter[] cells = new Converter[width];
      for (int k = 0; k < width; k++) {
        cells[k] = new Cell(k);
      }
      root =
          new GroupConverter() {
            @Override
            public Converter getConverter(int index) {
              return cells[index];
            }

            @Override
            public void start() {
              row = new Object[RowMaterializer.this.width];
            }

            @Override
            public void end() {}
          };
    }

    @Override
    public Object[] getCurrentRecord() {
      return row;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }

    private final class Cell extends PrimitiveConverter {
      private final int index;

      Cell(int index) {
        this.index = index;
      }

      @Override
      public void addInt(int value) {
        row[index] = value;
      }

      @Override
      public void addLong(long value) {
        row[index] = value;
      }

      @Override
      public void addDouble(double value) {
        row[index] = value;
      }

      @Override
      public void addBinary(Binary value) {
        row[index] = value.toStringUsingUTF8();
      }
    }
  }
}
