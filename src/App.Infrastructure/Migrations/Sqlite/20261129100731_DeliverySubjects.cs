using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeliverySubjects : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Subject",
                table: "Deliveries",
                columns: new[] { "SubjectId", "At" },
                filter: "\"SubjectId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Deliveries_Subject",
                table: "Deliveries");
        }
    }
}
