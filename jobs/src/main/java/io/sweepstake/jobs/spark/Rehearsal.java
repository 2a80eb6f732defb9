package io.sweepstake.jobs.spark;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTable$;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog$;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.catalog.TemporaryViewRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.SparkSqlParser;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Resolves a query against the columns of one study without any rows, and without Spark being
 * started, which takes longer than all else: a misspelt column is told at once.
 */
final class Rehearsal {
  private final SQLConf conf = new SQLConf();
  private final SparkSqlParser parser = new SparkSqlParser();
  private final SessionCatalog catalog;
  private final Analyzer analyzer;

  private Rehearsal(boolean caseSensitive) {
    conf.setConfString(SQLConf.CASE_SENSITIVE().key(), String.valueOf(caseSensitive));
    conf.setConfString("spark.sql.runSQLOnFiles", "false");
    conf.setConfString("spark.sql.session.timeZone", "UTC");
    catalog =
        new SessionCatalog(
            new InMemoryCatalog(
                InMemoryCatalog$.MODULE$.$lessinit$greater$default$1(),
                InMemoryCatalog$.MODULE$.$lessinit$greater$default$2()),
            FunctionRegistry.builtin(),
            TableFunctionRegistry.builtin(),
            conf);
    analyzer = new Analyzer(catalog);
  }

  /**
   * Resolves a query.
   *
   * @param views of one study
   * @param named the views that the query names
   *     <p>Spark's exceptions, which Scala does not declare, say that it names a column that is not
   *     there, or puts together what does not go together.
   * @throws IOException if the columns cannot be read
   */
  static void of(StudyTables tables, StudyViews views, Set<String> named, LogicalPlan query)
      throws IOException {
    QueriedStudy study = tables.studies().get(0);
    List<String> needed = views.needed(named);
    Map<String, StructType> columns = new HashMap<>();
    for (String view : needed) {
      if (views.isTable(view)) {
        columns.put(view, tables.schema(view, study));
      }
    }
    new Rehearsal(StudyViews.alike(tables.schema(StudyTables.TRIALS, study).fieldNames()))
        .run(views, needed, columns, query);
  }

  private void run(
      StudyViews views, List<String> needed, Map<String, StructType> columns, LogicalPlan query) {
    List<String> measured =
        columns.containsKey(StudyTables.MEASUREMENTS)
            ? List.of(columns.get(StudyTables.MEASUREMENTS).fieldNames())
            : List.of();
    SQLConf.withExistingConf(
        conf,
        () -> {
          for (String view : needed) {
            define(
                view,
                columns.containsKey(view)
                    ? rows(columns.get(view))
                    : resolved(parser.parsePlan(views.query(view, measured))));
          }
          return resolved(query);
        });
  }

  private LogicalPlan resolved(LogicalPlan plan) {
    return analyzer.executeAndCheck(plan, new QueryPlanningTracker(Option.empty()));
  }

  private static LogicalPlan rows(StructType columns) {
    List<Attribute> attributes =
        new ArrayList<>(JavaConverters.seqAsJavaList(DataTypeUtils.toAttributes(columns)));
    return LocalRelation.fromExternalRows(
        JavaConverters.asScalaBuffer(attributes).toSeq(),
        JavaConverters.asScalaBuffer(List.<Row>of()).toSeq());
  }

  private void define(String view, LogicalPlan plan) {
    CatalogTable table =
        table(
            Map.of(
                1,
                new TableIdentifier(view),
                2,
                CatalogTableType.VIEW(),
                3,
                CatalogStorageFormat.empty(),
                4,
                plan.schema(),
                12,
                new scala.collection.immutable.Map.Map1<>(
                    CatalogTable.VIEW_STORING_ANALYZED_PLAN(), "true")));
    catalog.createTempView(view, new TemporaryViewRelation(table, Option.apply(plan)), true);
  }

  /**
   * A table's description, all of which but some has Spark's defaults; Spark 4 knows more of a
   * table than Spark 3, so that no call of its constructor is right for both.
   *
   * @param told by place, from 1
   */
  private static CatalogTable table(Map<Integer, Object> told) {
    try {
      Constructor<?> made = CatalogTable.class.getConstructors()[0];
      Object[] all = new Object[made.getParameterCount()];
      for (int k = 1; k <= all.length; k++) {
        Object mine = told.get(k);
        all[k - 1] =
            mine != null
                ? mine
                : CatalogTable$.class.getMethod("apply$default$" + k).invoke(CatalogTable$.MODULE$);
      }
      return (CatalogTable) made.newInstance(all);
    } catch (ReflectiveOperationException another) {
      throw new IllegalStateException(
          "Spark: describes tables in another way than 3.5 and 4.2 do", another);
    }
  }
}
