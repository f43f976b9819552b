namespace ClaimBook.Engine.Store;

/// <summary>What to do with a row whose key the table has already.</summary>
public enum OnConflict
{
    /// <summary>It cannot happen: fail.</summary>
    Fail,

    /// <summary>The new values replace the old ones.</summary>
    Replace,

    /// <summary>The new values are added to the old ones.</summary>
    Add,
}

/// <summary>A table as the bulk writer sees it.</summary>
/// <param name="Name">Name in the schema.</param>
/// <param name="KeyColumns">How many of the first columns are its key.</param>
/// <param name="Columns">The columns to write, in the order in which values are given.</param>
public sealed record Table(string Name, int KeyColumns, params string[] Columns)
{
    /// <summary>The key columns with commas.</summary>
    public string KeyList => string.Join(", ", Columns.Take(KeyColumns));

    /// <summary>All columns with commas.</summary>
    public string ColumnList => string.Join(", ", Columns);

    /// <summary>The ON CONFLICT clause, which SQLite and PostgreSQL share.</summary>
    public string ConflictClause(OnConflict onConflict)
    {
        if (onConflict == OnConflict.Fail)
            return "";
        var values = Columns.Skip(KeyColumns)
            .Select(c => onConflict == OnConflict.Add ? $"{c} = {Name}.{c} + excluded.{c}" : $"{c} = excluded.{c}");
        return $" ON CONFLICT ({KeyList}) DO UPDATE SET {string.Join(", ", values)}";
    }
}

/// <summary>Writes many rows of one table: give the values of a row in the order of the columns, then <see cref="EndRow"/>;
/// after the last row <see cref="Complete"/>.</summary>
public abstract class BulkWriter : IDisposable
{
    /// <summary>The next value of the row, a whole number.</summary>
    public abstract void Write(long? value);

    /// <summary>The next value of the row, a number.</summary>
    public abstract void Write(double? value);

    /// <summary>The next value of the row, a text.</summary>
    public abstract void Write(string? value);

    /// <summary>Ends the row.</summary>
    public abstract void EndRow();

    /// <summary>Makes the rows part of the transaction.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the database gave.</summary>
    protected abstract void Dispose(bool disposing);
}
