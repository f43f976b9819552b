using System.Text;
using ClaimBook.Engine.Book.Import;

namespace ClaimBook.Engine.Tests.Book.Import;

public sealed class ImportReferenceTests
{
    [Fact]
    public void The_reference_is_what_the_lists_of_columns_say()
    {
        var text = new StringBuilder(
            """
            # Columns of imports

            Written from `ImportForm` by a test; CLAIMBOOK_REWRITE=1 renews it. [How an import works](../import.md).

            Names match whatever their case; spaces, underscores, punctuation and what stands in brackets do not matter: `CLAIM_NO.` is `Claim No`. A name that
            stands for two fields, such as Date, is asked about unless these have columns of their own.

            """);
        foreach (var form in new[] { ImportForm.Claims, ImportForm.Policies })
        {
            text.Append($"\n## {char.ToUpperInvariant(form.Name[0])}{form.Name[1..]}\n\n");
            text.Append($"Needed: {string.Join(", ", form.Required.Select(any => string.Join(" or ", any)))}.\n\n");
            text.Append("| field | what it is | values | other names |\n|---|---|---|---|\n");
            foreach (var column in form.Columns)
                text.Append($"| {column.Field} | {column.Meaning} | {Values(column.Kind)} | {string.Join(", ", column.Synonyms)} |\n");
        }

        Golden.Check("docs/reference/import-columns.md", text.ToString());
    }

    static string Values(ImportKind kind) => kind switch
    {
        ImportKind.Amount => "amount",
        ImportKind.Date => "date",
        ImportKind.Whole => "whole number",
        _ => "text",
    };
}
