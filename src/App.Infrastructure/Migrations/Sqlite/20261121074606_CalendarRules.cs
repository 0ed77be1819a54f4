using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CalendarRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BlockingKinds",
                table: "Calendars",
                type: "INTEGER",
                nullable: false,
                // EventKinds.Usual: what was read before these rules goes on blocking as it did.
                defaultValue: 13);

            migrationBuilder.AddColumn<bool>(
                name: "IsWriteTarget",
                table: "Calendars",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "OnConflict",
                table: "Calendars",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "BlockingKinds",
                table: "Calendars");

            migrationBuilder.DropColumn(
                name: "IsWriteTarget",
                table: "Calendars");

            migrationBuilder.DropColumn(
                name: "OnConflict",
                table: "Calendars");
        }
    }
}
